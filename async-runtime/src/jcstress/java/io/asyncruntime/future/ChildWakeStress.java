package io.asyncruntime.future;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * One child of a large join is woken while the join is polled with a new waker. The second result is what the next poll
 * finds, which takes place only if it was asked for. The interleavings to fear: the child is pushed after the list was
 * taken and the wake goes to the waker of the poll before; the child is armed after it was polled.
 */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "the poll saw the child complete")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the poll that was asked for did")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost wake: pending for ever")
@State
public class ChildWakeStress {
  private final Gate gate = new Gate();
  private final ManyChildren children = new ManyChildren(new Future<?>[] {gate});
  private final Visits visits = new Visits();
  private final Flag waker = new Flag();

  public ChildWakeStress() {
    children.poll(new Flag(), 0, visits);
  }

  @Actor
  public void poller(ZZ_Result result) {
    children.poll(waker, 0, visits);
    result.r1 = visits.completed() == 1;
  }

  @Actor
  public void opener() {
    gate.open();
  }

  @Arbiter
  public void next(ZZ_Result result) {
    if (waker.isRaised()) {
      children.poll(new Flag(), 0, visits);
    }
    result.r2 = visits.completed() == 1;
  }
}
