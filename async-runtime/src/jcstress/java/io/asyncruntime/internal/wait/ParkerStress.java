package io.asyncruntime.internal.wait;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A waker that comes twice, and a sleeper whose time is up soon. r1 and r2 are what the sleeper sees of what was written before
 * each wake, once it has taken a permit, or -1 if it has taken none; r3 is 1 if a permit is left.
 */
@JCStressTest
@Outcome(id = "5, 7, 0", expect = Expect.ACCEPTABLE, desc = "one permit for both")
@Outcome(id = {"5, 0, 1", "5, 7, 1"}, expect = Expect.ACCEPTABLE, desc = "awake after the first, the second is left")
@Outcome(id = "-1, -1, 1", expect = Expect.ACCEPTABLE, desc = "the sleeper gave up before")
@Outcome(expect = Expect.FORBIDDEN, desc = "a lost permit, or one without what was written before")
@State
public class ParkerStress {
  private static final int SHORT_NANOS = 100;

  private final Parker parker = new Parker();
  private int first;
  private int second;

  @Actor
  public void waker() {
    first = 5;
    parker.unpark();
    second = 7;
    parker.unpark();
  }

  @Actor
  public void sleeper(III_Result result) {
    boolean awake = parker.park(SHORT_NANOS) == Parker.Outcome.UNPARKED;
    result.r1 = awake ? first : -1;
    result.r2 = awake ? second : -1;
  }

  @Arbiter
  public void left(III_Result result) {
    result.r3 = parker.park(0) == Parker.Outcome.UNPARKED ? 1 : 0;
  }
}
