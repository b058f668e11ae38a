package io.asyncruntime.internal.timer;

import io.asyncruntime.future.Waker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A registered timer fires while its owner polls with another waker: r1 is what the waker that is woken finds of what the
 * owner wrote before its poll (0 for the old waker), r2 is 1 when the poll said that it has fired.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "fired first: the old waker is woken, and the poll is ready")
@Outcome(id = "7, 0", expect = Expect.ACCEPTABLE, desc = "replaced first: the new waker is woken, with what it carries")
@Outcome(expect = Expect.FORBIDDEN, desc = "a lost wake, or a new waker without what its owner wrote before")
@State
public class TimerStateStress {
  private static final class Timer extends TimerState {
  }

  /** A waker with a plain field. */
  private static final class Carrier implements Waker {
    private int written;

    @Override
    public void wake() {
    }
  }

  private final Timer timer = new Timer();

  public TimerStateStress() {
    timer.arm(new Carrier());
  }

  @Actor
  public void driver(II_Result result) {
    result.r1 = ((Carrier) timer.fire()).written;
  }

  @Actor
  public void owner(II_Result result) {
    Carrier next = new Carrier();
    next.written = 7;
    result.r2 = timer.renew(next) == TimerState.Registration.FIRED ? 1 : 0;
  }
}
