package io.asyncruntime.internal.util;

/**
 * A clock that can be stopped and moved by hand: the clock of a current-thread runtime.
 *
 * <p>Any thread may read; pausing, resuming and advancing are serialised here.
 */
public final class PausableClock extends Clock {
  private static final long MILLI = 1_000_000L;
  private static final long RUNNING = -1;

  /** The frozen reading, or {@link #RUNNING}. Written under this object's lock, read by anyone. */
  private volatile long frozenAt = RUNNING;

  /** What the clock reads more (or less) than the real one while it runs. Written under the lock. */
  private volatile long offset;

  /** A clock that starts paused, on a whole millisecond, or running. */
  public PausableClock(boolean startPaused) {
    if (startPaused) {
      frozenAt = Math.floorDiv(realNanos(), MILLI) * MILLI;
    }
  }

  @Override
  public long nanos() {
    long frozen = frozenAt;
    return frozen == RUNNING ? realNanos() + offset : frozen;
  }

  /** Whether the clock stands still. Any thread. */
  public boolean isPaused() { return frozenAt != RUNNING; }

  /** Stops the clock at its present reading. Returns false when it stood still already. */
  public synchronized boolean pause() {
    if (isPaused()) { return false; }
    frozenAt = nanos();
    return true;
  }

  /** Lets the clock go on from where it stands. Returns false when it was running already. */
  public synchronized boolean resume() {
    long frozen = frozenAt;
    if (frozen == RUNNING) { return false; }
    offset = frozen - realNanos();
    frozenAt = RUNNING;
    return true;
  }

  /** Moves a clock that stands still by {@code nanos}. Returns false when it is running. */
  public synchronized boolean advance(long nanos) {
    long frozen = frozenAt;
    if (frozen == RUNNING) { return false; }
    frozenAt = nanos > FAR_FUTURE - frozen ? FAR_FUTURE : frozen + nanos;
    return true;
  }

  /** Moves a clock that stands still on to {@code reading}, if that is ahead. */
  public synchronized void advanceTo(long reading) {
    if (isPaused() && reading > frozenAt) {
      frozenAt = reading;
    }
  }
}
