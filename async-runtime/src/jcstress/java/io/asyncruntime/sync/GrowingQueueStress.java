package io.asyncruntime.sync;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * An offer that replaces a full chunk, while the receiver empties that, says that it waits and looks for the last time.
 * Forbidden: the receiver finds nothing, and the sender does not see that it waits.
 */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both saw the other")
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "the sender wakes the receiver")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the receiver has the value")
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "the receiver sleeps beside the value")
@State
public class GrowingQueueStress {
  private static final int IN_A_CHUNK = offersBeforeTheNextChunk();

  private final GrowingQueue<Integer> queue = new GrowingQueue<>(2);
  private volatile boolean waits;

  /** With a chunk that is full. */
  public GrowingQueueStress() {
    for (int i = 0; i < IN_A_CHUNK; i++) {
      queue.offer(i);
    }
  }

  private static int offersBeforeTheNextChunk() {
    GrowingQueue<Integer> sample = new GrowingQueue<>(2);
    int offers = 0;
    while (sample.chunks() == 1) {
      sample.offer(offers++);
    }
    return offers - 1;
  }

  @Actor
  public void sender(ZZ_Result result) {
    queue.offer(7);
    result.r1 = waits;
  }

  @Actor
  public void receiver(ZZ_Result result) {
    for (int i = 0; i < IN_A_CHUNK; i++) {
      queue.poll();
    }
    waits = true;
    result.r2 = queue.poll() != null;
  }
}
