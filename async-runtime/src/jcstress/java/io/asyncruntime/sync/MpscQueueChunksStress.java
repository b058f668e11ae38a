package io.asyncruntime.sync;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Two senders add chunks of one place, and each has to find its place while the receiver leaves chunks.
 * Forbidden: a value that is lost, doubled, or before an older one of the same sender. Values are digits, taken in the order in which
 * they form the number.
 */
@JCStressTest
@Outcome(id = {"1234", "1324", "1342", "3124", "3142", "3412"}, expect = Expect.ACCEPTABLE,
    desc = "each sender's in order")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled or overtaken")
@State
public class MpscQueueChunksStress {
  private final MpscQueue<Integer> queue = new MpscQueue<>(1, 1);
  private int taken; // by the receiver, which is the first sender and then the arbiter

  @Actor
  public void first() {
    queue.offer(1);
    take();
    queue.offer(2);
    take();
  }

  @Actor
  public void second() {
    queue.offer(3);
    queue.offer(4);
  }

  @Arbiter
  public void afterwards(I_Result result) {
    for (int i = 0; i < 4; i++) {
      take();
    }
    result.r1 = taken;
  }

  private void take() {
    Integer value = queue.poll();
    if (value != null) {
      taken = taken * 10 + value;
    }
  }
}
