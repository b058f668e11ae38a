package io.asyncruntime.future;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Two children of a large join are woken at once. The interleaving to fear: one push overwrites the other. */
@JCStressTest
@Outcome(id = "true, 2", expect = Expect.ACCEPTABLE, desc = "the next poll visits both")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost wake")
@State
public class TwoWakesStress {
  private final Gate left = new Gate();
  private final Gate right = new Gate();
  private final ManyChildren children = new ManyChildren(new Future<?>[] {left, right});
  private final Visits visits = new Visits();
  private final Flag waker = new Flag();

  public TwoWakesStress() {
    children.poll(waker, 0, visits);
  }

  @Actor
  public void openLeft() {
    left.open();
  }

  @Actor
  public void openRight() {
    right.open();
  }

  @Arbiter
  public void next(ZI_Result result) {
    result.r1 = waker.isRaised();
    children.poll(new Flag(), 0, visits);
    result.r2 = visits.completed();
  }
}
