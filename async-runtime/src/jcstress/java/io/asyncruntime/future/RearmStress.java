package io.asyncruntime.future;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A child that is on the list already is woken once more, for a change that matters, while the join is polled. The
 * interleaving to fear: the wake is taken for surplus, and the poll does not see the change.
 */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "the poll saw the child complete")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the poll that was asked for did")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost wake: pending for ever")
@State
public class RearmStress {
  private final Lazybones child = new Lazybones();
  private final ManyChildren children = new ManyChildren(new Future<?>[] {child});
  private final Visits visits = new Visits();
  private final Flag waker = new Flag();

  public RearmStress() {
    children.poll(new Flag(), 0, visits);
    child.waker.wake();
  }

  @Actor
  public void poller(ZZ_Result result) {
    children.poll(waker, 0, visits);
    result.r1 = visits.completed() == 1;
  }

  @Actor
  public void opener() {
    child.open = true;
    child.waker.wake();
  }

  @Arbiter
  public void next(ZZ_Result result) {
    if (waker.isRaised()) {
      children.poll(new Flag(), 0, visits);
    }
    result.r2 = visits.completed() == 1;
  }

  /** Plain fields: only the wake orders them. Its waker is always the same. */
  private static final class Lazybones implements Future<Integer> {
    private boolean open;
    private Waker waker = Waker.noop();

    @Override
    public Poll<Integer> poll(Context cx) {
      if (waker == Waker.noop()) {
        waker = cx.waker();
      }
      return open ? Poll.ready(1) : Poll.pending();
    }
  }
}
