package io.asyncruntime.internal.scheduler.currentthread;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.LeafFuture;
import java.time.Duration;

/** {@code RuntimeClock.advance}: moves the paused clock at the first poll, and yields once so that what is due can run. */
final class AdvanceClock extends LeafFuture<Void> {
  private final CurrentThreadScheduler scheduler;
  private final Duration step;
  private boolean advanced;

  AdvanceClock(CurrentThreadScheduler scheduler, Duration step) {
    this.scheduler = scheduler;
    this.step = step;
  }

  @Override
  public Poll<Void> poll(Context cx) {
    requireLive();
    if (advanced) {
      complete();
      return Poll.ready(null);
    }
    if (!scheduler.clock.advance(Clock.saturatedNanos(step))) {
      complete();
      throw CurrentThreadScheduler.notPaused();
    }
    advanced = true;
    Coop.deferWake(cx.waker());
    return Poll.pending();
  }

  @Override
  protected void giveUp() {} // a clock is not turned back

  @Override
  protected String describe() {
    return "RuntimeClock.advance()";
  }
}
