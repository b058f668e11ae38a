package io.asyncruntime.sync;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * An offer that adds a chunk, while the receiver takes what was there before, says that it waits and looks for the last time.
 * Forbidden: the receiver finds nothing, and the sender does not see that it waits.
 */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both saw the other")
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "the receiver has the value")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the sender wakes the receiver")
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "the receiver sleeps beside the value")
@State
public class MpscQueueStress {
  private final MpscQueue<Integer> queue = new MpscQueue<>(1, 1);
  private volatile boolean waits;

  /** With a chunk that is full. */
  public MpscQueueStress() {
    queue.offer(1);
  }

  @Actor
  public void sender(ZZ_Result result) {
    queue.offer(7);
    result.r2 = waits;
  }

  @Actor
  public void receiver(ZZ_Result result) {
    queue.poll();
    waits = true;
    result.r1 = queue.poll() != null;
  }
}
