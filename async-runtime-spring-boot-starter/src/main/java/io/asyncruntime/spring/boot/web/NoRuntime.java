package io.asyncruntime.spring.boot.web;

import io.asyncruntime.AsyncRuntime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said where a future is to be polled and nobody can: an error with the reason, for an answer without the future's
 * result would look like one. Any thread.
 */
public final class NoRuntime {
  private static final String REMEDY =
      "async-runtime.enabled is false there, or what was started is a part of the application "
          + "without AsyncRuntimeAutoConfiguration. Switch it on, or declare an AsyncRuntime bean";

  private NoRuntime() {
  }

  /**
   * The runtime of a context, or the reason why there is none.
   *
   * @param runtime gives the context's runtime, null where it has none; asked each time
   */
  public static Supplier<AsyncRuntime> orReason(Supplier<@Nullable AsyncRuntime> runtime) {
    return () -> {
      AsyncRuntime found = runtime.get();
      if (found == null) throw inContext();
      return found;
    };
  }

  private static IllegalStateException inContext() {
    return new IllegalStateException(
        "The application context has no AsyncRuntime bean, so nothing can poll this future: " + REMEDY);
  }

  /** For what all contexts of a JVM share. */
  static IllegalStateException inAnyContext() {
    return new IllegalStateException(
        "No async runtime is running to poll the future: no application context of this JVM "
            + "has an AsyncRuntime bean that runs. Either they were closed, or " + REMEDY);
  }

  /** For what is asked to write a future. */
  static IllegalStateException unpolled() {
    return new IllegalStateException(
        "A future is to be written as an answer, but nothing has polled it. Return it from "
            + "the controller's method itself (Future<T>, JoinHandle<T>, ResponseEntity<Future<T>>), not inside of something "
            + "that is asynchronous already, and not from an @ExceptionHandler of Spring MVC: await it there");
  }
}
