package io.asyncruntime.internal.timer;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.Clock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A timer is registered while the one who fires goes to sleep. r1 is 1 when the registrar found a sleeper to unpark, r2 is 1
 * when the sleeper saw the deadline before it slept.
 */
@JCStressTest
@Outcome(id = {"1, 0", "0, 1", "1, 1"}, expect = Expect.ACCEPTABLE, desc = "somebody knows")
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "asleep for ever with a timer to fire")
@State
public class TimerSleeperStress {
  private volatile boolean asleep;
  private boolean unparked; // the registrar only

  private final TimerDriver driver = new TimerDriver(new StandingClock(), () -> unparked = asleep);

  @Actor
  public void registrar(II_Result result) {
    driver.newTimer().poll(Waker::noop, 5_000_000);
    result.r1 = unparked ? 1 : 0;
  }

  @Actor
  public void sleeper(II_Result result) {
    asleep = true;
    result.r2 = driver.nextDeadlineNanos() == Clock.FAR_FUTURE ? 0 : 1;
  }

  private static final class StandingClock extends Clock {
    @Override
    public long nanos() {
      return 0;
    }
  }
}
