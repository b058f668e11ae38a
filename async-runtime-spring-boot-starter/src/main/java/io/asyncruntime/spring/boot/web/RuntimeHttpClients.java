package io.asyncruntime.spring.boot.web;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/**
 * Clients of the JDK that do their work on the runtime, in the place of a pool of threads of their own: an exchange then costs no switches
 * of threads but those to and from the selector. A bean of the starter. Any thread.
 *
 * <p>What the stages of such a client's futures do, they do on a worker: no blocking work there. After the end of the runtime a call fails.
 */
public final class RuntimeHttpClients {
  private final Supplier<AsyncRuntime> runtime;

  /** On the runtime that {@code runtime} gives. */
  public RuntimeHttpClients(Supplier<AsyncRuntime> runtime) {
    this.runtime = runtime;
  }

  /** A builder of clients that run there. */
  public HttpClient.Builder builder() {
    return HttpClient.newBuilder().executor(runtime.get().asExecutor());
  }

  /** For {@code RestClient.Builder.requestFactory}: a client of {@link #builder()}, and bodies that are written in a task each. */
  public JdkClientHttpRequestFactory requestFactory(HttpClient client) {
    Executor bodies = write -> runtime.get().spawn("http-body", Async.plainAsync(() -> {
      write.run();
      return true;
    })).drop();
    return new JdkClientHttpRequestFactory(client, bodies);
  }
}
