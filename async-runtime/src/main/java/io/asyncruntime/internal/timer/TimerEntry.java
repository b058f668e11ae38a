package io.asyncruntime.internal.timer;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.wait.TimerHandle;

/**
 * One timer of a {@link TimerDriver}, registered or not. Its owner polls, moves and cancels it, one thread at a time; the
 * driver fires it from any thread. The states are in {@link TimerState}.
 */
final class TimerEntry extends TimerState implements TimerHandle {
  private final TimerDriver driver;

  TimerEntry(TimerDriver driver) {
    this.driver = driver;
  }

  /*
   * A poll of a registered timer takes no lock. It reads the clock as well as the state, so that a timer is not late for a
   * poller that comes by itself while everyone who could fire it is busy.
   */
  @Override
  public boolean poll(Context cx, long deadlineNanos) {
    long due = TimerDriver.tickOf(deadlineNanos);
    Waker waker = cx.waker();
    if (due != tick) { return driver.register(this, waker, deadlineNanos); } // tick: written by the owner, so by us
    return switch (renew(waker)) {
      case ARMED -> driver.isReached(due) && expire();
      case FIRED -> driver.checkOpen();
      case NONE -> driver.register(this, waker, deadlineNanos);
    };
  }

  @Override
  public void register(Context cx, long deadlineNanos) {
    driver.registerAhead(this, cx.waker(), deadlineNanos);
  }

  @Override
  public void move(long deadlineNanos) {
    if (isArmed() && TimerDriver.tickOf(deadlineNanos) != tick) {
      driver.move(this, deadlineNanos);
    }
  }

  @Override
  public void cancel() {
    if (isArmed()) { // a fired timer is out of the wheel already, and the lock is not needed to know that
      driver.cancel(this);
    }
  }

  private boolean expire() {
    cancel();
    return driver.checkOpen();
  }
}
