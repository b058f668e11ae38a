package io.asyncruntime.sync;

import io.asyncruntime.testkit.ModelCheck;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Values are offered, put with a permit and taken, over chunks of one place, while the queue is closed. Forbidden: a value that is lost, doubled or overtaken, and
 * one that is let in after the queue was seen closed and empty.
 */
class MpscQueueLincheckTest {
  @Test
  void itIsAQueueThatCanBeClosed() {
    ModelCheck.passes(Sound.class);
  }

  @Test
  void itIsOneForThreeThreads() {
    ModelCheck.options().threads(3).actorsPerThread(2).check(Sound.class);
  }

  @Test
  void aFlagThatIsNotReadInTheStepThatClaimsIsFoundOut() {
    ModelCheck.findsTheFaultIn(ClosedBeside.class);
  }

  /** The queue as it is. */
  @Param(name = "value", gen = IntGen.class, conf = "1:9")
  public static class Sound {
    private final MpscQueue<Integer> queue = new MpscQueue<>(1, 1);

    @Operation
    public boolean offer(@Param(name = "value") int value) {
      return queue.offer(value);
    }

    @Operation
    public void put(@Param(name = "value") int value) {
      queue.put(value);
    }

    @Operation
    public void close() {
      queue.close();
    }

    @Operation(nonParallelGroup = "receiver")
    public Integer poll() {
      return queue.poll();
    }

    @Operation(nonParallelGroup = "receiver")
    public boolean isEmpty() { return queue.isEmpty(); }
  }

  /** The seeded fault: a sender looks whether it is closed, and then claims a place. */
  public static class ClosedBeside {
    private final MpscQueue<Integer> queue = new MpscQueue<>(1, 1);
    private volatile boolean closed;

    @Operation
    public boolean offer() {
      if (closed) { return false; }
      queue.put(1);
      return true;
    }

    @Operation(nonParallelGroup = "receiver")
    public Integer closeAndPoll() {
      closed = true;
      return queue.poll();
    }
  }
}
