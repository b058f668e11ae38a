package io.asyncruntime.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LocalQueueTest {
  private static final int ELEMENTS = "long".equals(System.getProperty("stress")) ? 50_000_000 : 300_000;

  private final LocalQueue<Integer> queue = new LocalQueue<>(4);
  private final Spilled spilled = new Spilled();

  /** Where the queue overflows. */
  private static final class Spilled implements OverflowSink<Integer> {
    private final List<List<Integer>> batches = new ArrayList<>();

    @Override
    public void push(Integer element) {
      batches.add(List.of(element));
    }

    @Override
    public void pushBatch(Object[] batch, int count) {
      List<Integer> copy = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        copy.add((Integer) batch[i]);
      }
      batches.add(copy);
    }
  }

  private void push(int... elements) {
    for (int element : elements) {
      queue.push(element, spilled);
    }
  }

  @Test
  void itIsFirstInFirstOut() {
    push(1, 2, 3, 4);
    assertThat(queue.size()).isEqualTo(4);
    assertThat(List.of(queue.pop(), queue.pop(), queue.pop(), queue.pop())).containsExactly(1, 2, 3, 4);
    assertThat(queue.pop()).isNull();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(spilled.batches).isEmpty();
  }

  @Test
  void aFullQueueSpillsItsOlderHalfAndTheNewElement() {
    push(1, 2, 3, 4, 5);
    assertThat(spilled.batches).containsExactly(List.of(1, 2, 5));
    assertThat(queue.pop()).isEqualTo(3);
    assertThat(queue.pop()).isEqualTo(4);
    assertThat(queue.pop()).isNull();
  }

  @Test
  void aThiefTakesHalfRoundedUpAndRunsTheNewestOfThem() {
    LocalQueue<Integer> thief = new LocalQueue<>(4);
    push(1, 2, 3);
    assertThat(queue.stealInto(thief)).isEqualTo(2);
    assertThat(thief.pop()).isEqualTo(1);
    assertThat(thief.pop()).isNull();
    assertThat(queue.pop()).isEqualTo(3);
    assertThat(queue.stealInto(thief)).isNull();
  }

  @Test
  void aThiefWithoutRoomTakesNothing() {
    LocalQueue<Integer> thief = new LocalQueue<>(4);
    thief.push(7, spilled);
    thief.push(8, spilled);
    thief.push(9, spilled);
    push(1, 2);
    assertThat(queue.stealInto(thief)).isNull();
    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void itGoesRoundAndRoundTheRing() {
    LocalQueue<Integer> thief = new LocalQueue<>(4);
    for (int i = 0; i < 1_000; i++) {
      push(i, -i - 1);
      assertThat(i % 2 == 0 ? queue.pop() : queue.stealInto(thief)).isEqualTo(i);
      assertThat(queue.pop()).isEqualTo(-i - 1);
    }
    assertThat(spilled.batches).isEmpty();
  }

  @Test
  void aTakenElementIsNotKept() {
    LocalQueue<Integer> thief = new LocalQueue<>(4);
    push(1, 2, 3);
    assertThat(queue.freeSlots()).isEqualTo(1);
    assertThat(queue.stealInto(thief)).isNotNull();
    assertThat(queue.freeSlots()).isEqualTo(3);
  }

  @Test
  void capacityIsAPowerOfTwo() {
    assertThatIllegalArgumentException().isThrownBy(() -> new LocalQueue<Integer>(3)).withMessageContaining("3");
    assertThatIllegalArgumentException().isThrownBy(() -> new LocalQueue<Integer>(1)).withMessageContaining("1");
  }

  /** Liveness and safety: one owner that overflows now and then, two thieves; each element comes out exactly once. */
  @Test
  void nothingIsLostOrDoubledBesideThieves() throws InterruptedException {
    ConcurrentLinkedQueue<Integer> overflow = new ConcurrentLinkedQueue<>();
    byte[] seen = new byte[ELEMENTS]; // each index is written by whoever took the element, once if all is well
    AtomicBoolean pushed = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      Thread thief = new Thread(() -> {
        stealAll(seen, pushed);
        ended.countDown();
      }, "thief-" + i);
      thief.setDaemon(true);
      thief.start();
    }
    OverflowSink<Integer> sink = collectInto(overflow);
    for (int i = 0; i < ELEMENTS; i++) {
      queue.push(i, sink);
      if (i % 3 == 0) {
        note(seen, queue.pop());
      }
    }
    pushed.set(true);
    ended.await();
    overflow.forEach(element -> note(seen, element));
    for (int i = 0; i < ELEMENTS; i++) {
      if (seen[i] != 1) { throw new AssertionError("element " + i + " came out " + seen[i] + " times"); }
    }
  }

  private void stealAll(byte[] seen, AtomicBoolean pushed) {
    LocalQueue<Integer> own = new LocalQueue<>(4);
    boolean more = true;
    while (more) {
      more = !pushed.get() || !queue.isEmpty();
      Integer stolen = queue.stealInto(own);
      if (stolen == null) {
        Thread.onSpinWait();
      }
      note(seen, stolen);
      for (Integer next = own.pop(); next != null; next = own.pop()) {
        note(seen, next);
      }
    }
  }

  private static OverflowSink<Integer> collectInto(ConcurrentLinkedQueue<Integer> overflow) {
    return new OverflowSink<>() {
      @Override
      public void push(Integer element) {
        overflow.add(element);
      }

      @Override
      public void pushBatch(Object[] batch, int count) {
        for (int i = 0; i < count; i++) {
          overflow.add((Integer) batch[i]);
        }
      }
    };
  }

  private static void note(byte[] seen, Integer element) {
    if (element != null) {
      seen[element]++;
    }
  }
}
