package io.asyncruntime.internal.wait;

import io.asyncruntime.internal.wait.FairSemaphore.PermitWaiter;
import io.asyncruntime.internal.wait.FairSemaphore.Verdict;
import io.asyncruntime.testkit.RecordingWaker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * A plain field is written and a permit returned while somebody begins to wait for it. Forbidden: the permit stays where it is
 * while the waiter waits; a waiter that was served and not woken, or that does not see the field.
 */
@JCStressTest
@Outcome(id = "7, true", expect = Expect.ACCEPTABLE, desc = "got it at once, or was served and woken")
@Outcome(expect = Expect.FORBIDDEN, desc = "waits for ever, or saw an old value")
@State
public class ReturnsStress {
  private final Returns returns = new Returns();
  private final FairSemaphore semaphore = new FairSemaphore(0, returns);
  private final PermitWaiter waiter = new PermitWaiter(1);
  private final RecordingWaker waker = new RecordingWaker();
  private int value;
  private int seen;
  private boolean atOnce;

  @Actor
  public void returner() {
    value = 7;
    if (returns.add(1)) {
      semaphore.collect();
    }
  }

  @Actor
  public void acquirer() {
    atOnce = semaphore.acquireOrQueue(waiter, waker) == Verdict.GRANTED;
    if (atOnce) {
      seen = value;
    }
  }

  @Arbiter
  public void afterwards(IZ_Result result) {
    boolean later = !atOnce && semaphore.check(waiter, waker) == Verdict.GRANTED && waker.wakes() > 0;
    result.r1 = atOnce ? seen : value;
    result.r2 = atOnce || later;
  }
}
