package io.asyncruntime.time;

/**
 * What an {@link Interval} does when a tick is taken more than 5 ms after it was due. With a period of 100 ms and a first
 * tick at 0, taken on time, and a second one taken at 350:
 *
 * <pre>
 *   BURST   100 (at 350)   200 (at 350)   300 (at 350)   400
 *   DELAY   100 (at 350)   450            550            650
 *   SKIP    100 (at 350)   400            500            600
 * </pre>
 */
public enum MissedTickBehavior {
  /** Ticks come one right after the other until they have caught up. The default. */
  BURST {
    @Override
    long next(long due, long now, long period) {
      return CurrentRuntime.after(due, period);
    }
  },
  /** The next tick is one period after the late one was taken. */
  DELAY {
    @Override
    long next(long due, long now, long period) {
      return CurrentRuntime.after(now, period);
    }
  },
  /** The next tick is the next one that would have been due anyway; those in between are left out. */
  SKIP {
    @Override
    long next(long due, long now, long period) {
      return CurrentRuntime.after(now, period - (now - due) % period);
    }
  };

  /** When the tick after the one that was due at {@code due} and is taken at {@code now}, late, is due. */
  abstract long next(long due, long now, long period);
}
