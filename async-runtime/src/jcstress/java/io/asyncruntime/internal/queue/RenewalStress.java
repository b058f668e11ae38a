package io.asyncruntime.internal.queue;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * An owner takes what is there, gets a new buffer, and puts two elements into that, while a thief steals. Of the three elements each
 * comes out once: a thief with the old buffer would find nothing where it has claimed something, and one that copies while the
 * buffer is replaced would empty the slots of the wrong one. r1 is the sum of what came out, r2 how many.
 */
@JCStressTest
@Outcome(id = "7, 3", expect = Expect.ACCEPTABLE, desc = "each once")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost or doubled")
@State
public class RenewalStress {
  private static final OverflowSink<Integer> NOWHERE = new OverflowSink<>() {
    @Override
    public void push(Integer element) {
      throw new IllegalStateException("there is room");
    }

    @Override
    public void pushBatch(Object[] batch, int count) {
      throw new IllegalStateException("there is room");
    }
  };

  private final LocalQueue<Integer> queue = new LocalQueue<>(4);
  private final LocalQueue<Integer> stolen = new LocalQueue<>(4);
  private int sum;
  private int count;

  public RenewalStress() {
    queue.push(1, NOWHERE);
    queue.renewWhenEmpty();
  }

  @Actor
  public void owner(II_Result result) {
    Integer mine = queue.pop();
    queue.pop();
    queue.push(2, NOWHERE);
    queue.push(4, NOWHERE);
    if (mine != null) {
      result.r1 = mine;
      result.r2 = 1;
    }
  }

  @Actor
  public void thief() {
    take(queue.stealInto(stolen));
    take(queue.stealInto(stolen));
  }

  @Arbiter
  public void rest(II_Result result) {
    drain(stolen);
    drain(queue);
    result.r1 += sum;
    result.r2 += count;
  }

  private void drain(LocalQueue<Integer> from) {
    for (Integer element = from.pop(); element != null; element = from.pop()) {
      take(element);
    }
  }

  private void take(Integer element) {
    if (element != null) {
      sum += element;
      count++;
    }
  }
}
