package io.asyncruntime;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.wait.BlockingWait;
import io.asyncruntime.time.ElapsedException;
import io.asyncruntime.time.Timeout;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How a plain thread waits for tasks in the manner of {@code java.util.concurrent}. On a current-thread runtime it drives the
 * tasks meanwhile, or they would never run.
 */
final class RuntimeWait {
  private RuntimeWait() {}

  /** Waits for {@code event}, which never fails. */
  static void until(AsyncRuntime runtime, CompletableFuture<@Nullable Void> event) throws InterruptedException {
    BlockingWait.forbidInAsyncCode("waiting for an executor service",
        "spawn the work and await its JoinHandle instead");
    if (isDriven(runtime)) {
      drive(runtime, Future.from(event.copy())); // a copy, for dropping the future cancels it
    } else {
      try {
        event.get();
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  /** As {@link #until(AsyncRuntime, CompletableFuture)}, no longer than {@code limit}, nor than a runtime that it drives. */
  static void until(AsyncRuntime runtime, CompletableFuture<@Nullable Void> event, Duration limit)
      throws InterruptedException, TimeoutException {
    BlockingWait.forbidInAsyncCode("waiting for an executor service",
        "spawn the work and await its JoinHandle instead");
    if (isDriven(runtime)) {
      driveFor(runtime, event, limit);
    } else {
      try {
        event.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private static void driveFor(AsyncRuntime runtime, CompletableFuture<@Nullable Void> event, Duration limit)
      throws InterruptedException, TimeoutException {
    try {
      drive(runtime, Timeout.of(limit.isNegative() ? Duration.ZERO : limit, Future.from(event.copy())));
    } catch (ElapsedException late) {
      throw timedOut("not done within " + limit, late);
    } catch (IllegalStateException noTimer) {
      if (!runtime.isShutdown()) { throw noTimer; }
      throw timedOut("not done when the runtime was shut down", noTimer);
    }
  }

  private static TimeoutException timedOut(String what, Exception why) {
    return (TimeoutException) new TimeoutException(what).initCause(why);
  }

  private static void drive(AsyncRuntime runtime, Future<@Nullable Void> future) throws InterruptedException {
    try {
      runtime.blockOn(future);
    } catch (CompletionException failure) {
      if (!(failure.getCause() instanceof InterruptedException interrupted)) { throw failure; }
      Thread.interrupted(); // the exception says it now, as everywhere in java.util.concurrent
      throw interrupted;
    }
  }

  private static boolean isDriven(AsyncRuntime runtime) {
    return runtime.flavor() == RuntimeFlavor.CURRENT_THREAD && !runtime.isShutdown();
  }
}
