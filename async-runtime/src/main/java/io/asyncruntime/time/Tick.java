package io.asyncruntime.time;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;

/** {@link Interval#tick}. The interval keeps everything, so that giving up a tick loses nothing. */
final class Tick extends OneShot<RuntimeInstant> {
  private final Interval interval;

  Tick(Interval interval) {
    this.interval = interval;
  }

  @Override
  Poll<RuntimeInstant> pollLive(Context cx) {
    return interval.pollTick(cx);
  }

  @Override
  void release() {
    interval.stopWaiting();
  }

  @Override
  public String toString() {
    return "Interval.tick()";
  }
}
