package io.asyncruntime.time;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.wait.TimerService;
import java.time.Duration;

/** What this package asks of the runtime that is current on the calling thread, and how deadlines follow from durations. */
final class CurrentRuntime {
  /** What a delay becomes that the clock cannot count: about 30 years, as in Tokio. */
  private static final long FAR_NANOS = Duration.ofDays(30 * 365).toNanos();

  private CurrentRuntime() {}

  /** The clock of the current runtime; the system's where there is none. */
  static Clock clock() {
    RuntimeRef runtime = Ambient.current().runtime;
    return runtime == null ? Clock.system() : runtime.clock();
  }

  /** The current runtime, of which {@code what} needs something. {@link IllegalStateException} where there is none. */
  static TimerService timers(String what) {
    if (Ambient.current().runtime instanceof TimerService timers) { return timers; }
    throw new IllegalStateException(what + " needs a runtime on this thread: use it in a task or in blockOn(),"
        + " or make a runtime current with enter()");
  }

  /** The reading {@code delayNanos} after {@code nanos}; too far ahead is about 30 years after {@code nanos}. */
  static long after(long nanos, long delayNanos) {
    return nanos + (delayNanos > Clock.FAR_FUTURE - nanos ? FAR_NANOS : delayNanos);
  }
}
