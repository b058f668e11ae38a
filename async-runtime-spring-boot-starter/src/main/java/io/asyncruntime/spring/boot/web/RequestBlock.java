package io.asyncruntime.spring.boot.web;

import io.asyncruntime.Async;
import io.asyncruntime.future.Future;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.CompletionException;

/**
 * The rest of a request, where that is a task, as an async block: with a thread and thread-locals of its own, and something that can be
 * dropped. The request's thread.
 */
public final class RequestBlock {
  private RequestBlock() {
  }

  /** What filters and servlets do. */
  @FunctionalInterface
  public interface Rest {
    /** Does it. */
    void run() throws ServletException, IOException;
  }

  /** {@code rest}, on a thread with the name and the class loader of this one. */
  public static Future<Boolean> of(Rest rest) {
    Thread before = Thread.currentThread();
    ClassLoader loader = before.getContextClassLoader();
    String name = before.getName();
    return Async.plainAsync(() -> {
      Thread.currentThread().setContextClassLoader(loader);
      Thread.currentThread().setName(name);
      rest.run();
      return true;
    });
  }

  /** Awaits such a block, and throws what the rest threw: an await wraps what is checked. */
  public static void await(Future<Boolean> rest) throws ServletException, IOException {
    try {
      Async.await(rest);
    } catch (CompletionException wrapper) {
      if (wrapper.getCause() instanceof ServletException failure) throw failure;
      if (wrapper.getCause() instanceof IOException failure) throw failure;
      throw wrapper;
    }
  }
}
