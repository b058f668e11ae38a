package io.asyncruntime.spring.boot.requests;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.RuntimeFlavor;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.function.SingletonSupplier;

/**
 * What a servlet container is given in the place of its pool of threads: each piece of work, which is a request or several that come over
 * one connection, becomes a task. No bean: an {@code Executor} among the beans would send away the one that Spring Boot makes. Any thread.
 *
 * <p>Work that is given up before it has begun runs on a virtual thread all the same, to send its client away: nobody else would.
 */
public final class RequestExecutor implements Executor {
  /** Of a task whose request is not known yet. */
  static final String UNKNOWN = "request";

  private static final Logger LOG = LoggerFactory.getLogger(RequestExecutor.class);

  private final AsyncRuntime runtime;

  /** Where the fast engine is, there are virtual threads; elsewhere there is nothing to be given up. */
  private final SingletonSupplier<Executor> forThoseGivenUp =
      SingletonSupplier.of(() -> new VirtualThreadTaskExecutor("request-given-up-"));

  /** On that runtime. */
  public RequestExecutor(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  /** Whether the runtime can carry requests; says so in the log, or why not. Whoever would give this to a container. */
  boolean isUsable() {
    String reason = refusal();
    if (reason == null) {
      LOG.info("Each request is a task of {}", runtime.name());
    } else {
      LOG.warn("async-runtime.web.requests-as-tasks has no effect: {}. Requests run as Spring Boot runs them", reason);
    }
    return reason == null;
  }

  private @Nullable String refusal() {
    if (runtime.flavor() != RuntimeFlavor.MULTI_THREAD)
      return "a runtime of one thread would serve one request at a time";
    String engine = runtime.awaitEngine();
    return engine.startsWith("fast")
        ? null
        : "it needs the fast await engine, without which each request has a thread of its own anyway (" + engine + ")";
  }

  /** @throws java.util.concurrent.RejectedExecutionException after the end of the runtime: then containers close the connection */
  @Override
  public void execute(Runnable work) {
    runtime.spawn(UNKNOWN, new RequestRun(work, forThoseGivenUp.obtain())).drop();
  }
}
