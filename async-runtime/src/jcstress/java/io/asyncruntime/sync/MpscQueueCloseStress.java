package io.asyncruntime.sync;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A value is offered while the receiver closes the queue and looks for the last time. Forbidden: the value is let in and not found.
 */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "in time")
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "too late")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost behind the end, or refused and taken")
@State
public class MpscQueueCloseStress {
  private final MpscQueue<Integer> queue = new MpscQueue<>(1, 1);

  @Actor
  public void sender(ZZ_Result result) {
    result.r1 = queue.offer(7);
  }

  @Actor
  public void receiver(ZZ_Result result) {
    queue.close();
    result.r2 = queue.poll() != null;
  }
}
