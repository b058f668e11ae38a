package io.asyncruntime.internal.executor;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.scheduler.shared.Scheduler;
import io.asyncruntime.internal.wait.BlockingWait;
import io.asyncruntime.internal.wait.PlainCode;
import io.asyncruntime.time.ElapsedException;
import io.asyncruntime.time.Timeout;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How a plain thread waits for tasks in the manner of {@code java.util.concurrent}. On a current-thread runtime it drives the
 * tasks meanwhile, or they would never run.
 */
final class RuntimeWait {
  private RuntimeWait() {}

  /** Waits for {@code event}. */
  static void until(Scheduler runtime, OnceEvent event) throws InterruptedException {
    PlainCode block = PlainCode.around(Ambient.current());
    if (block != null) {
      block.await(event.awaited());
      return;
    }
    forbidInAsyncCode();
    if (!isDriven(runtime)) {
      event.await();
      return;
    }
    try {
      runtime.blockOn(event.awaited());
    } catch (CompletionException failure) {
      throw interrupted(failure);
    }
  }

  /** As {@link #until(Scheduler, OnceEvent)}, no longer than {@code limit}, nor than a runtime that it drives. */
  static void until(Scheduler runtime, OnceEvent event, Duration limit)
      throws InterruptedException, TimeoutException {
    PlainCode block = PlainCode.around(Ambient.current());
    if (block != null) {
      awaitFor(block, event, limit);
      return;
    }
    forbidInAsyncCode();
    if (isDriven(runtime)) {
      driveFor(runtime, event, limit.isNegative() ? Duration.ZERO : limit);
    } else {
      event.await(limit.toNanos());
    }
  }

  private static void awaitFor(PlainCode block, OnceEvent event, Duration limit) throws TimeoutException {
    try {
      block.await(Timeout.of(limit.isNegative() ? Duration.ZERO : limit, event.awaited()));
    } catch (ElapsedException late) {
      throw timedOut("not done within " + limit, late);
    }
  }

  private static void forbidInAsyncCode() {
    BlockingWait.forbidInAsyncCode("waiting for an executor service",
        "spawn the work and await its JoinHandle instead");
  }

  /** The timer ends the wait of a thread that drives, and the other limit that of one which waits until it may. */
  private static void driveFor(Scheduler runtime, OnceEvent event, Duration limit)
      throws InterruptedException, TimeoutException {
    try {
      runtime.blockOn(Timeout.of(limit, event.awaited()), limit);
    } catch (ElapsedException late) {
      throw timedOut("not done within " + limit, late);
    } catch (IllegalStateException noTimer) {
      if (!runtime.isEnding()) { throw noTimer; }
      throw timedOut("not done when the runtime was shut down", noTimer);
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof TimeoutException) {
        throw timedOut("not done within " + limit + ", in which another thread drove the runtime", failure);
      }
      throw interrupted(failure);
    }
  }

  private static TimeoutException timedOut(String what, @Nullable Exception why) {
    return (TimeoutException) new TimeoutException(what).initCause(why);
  }

  private static InterruptedException interrupted(CompletionException failure) {
    if (!(failure.getCause() instanceof InterruptedException interrupted)) { throw failure; }
    Thread.interrupted(); // the exception says it now, as everywhere in java.util.concurrent
    return interrupted;
  }

  private static boolean isDriven(Scheduler runtime) {
    return !runtime.config().multiThread && !runtime.isEnding();
  }
}
