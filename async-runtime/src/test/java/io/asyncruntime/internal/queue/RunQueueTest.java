package io.asyncruntime.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RunQueueTest {
  private static final int ELEMENTS = "long".equals(System.getProperty("stress")) ? 50_000_000 : 300_000;

  private final RunQueue<Integer> queue = new RunQueue<>(4);
  private final Sink spilled = new Sink();

  /** Keeps what it is given, in order. Any thread. */
  private static final class Sink implements OverflowSink<Integer> {
    private final ConcurrentLinkedQueue<Integer> elements = new ConcurrentLinkedQueue<>();

    @Override
    public void push(Integer element) {
      elements.add(element);
    }

    @Override
    public void pushBatch(Object[] batch, int count) {
      for (int i = 0; i < count; i++) {
        elements.add((Integer) batch[i]);
      }
    }
  }

  private void push(int element) {
    queue.push(element, spilled);
  }

  private void holdBack(int element) {
    queue.holdBack(element, spilled);
  }

  @Test
  void whatIsReadyIsFirstInFirstOut() {
    push(1);
    push(2);
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.pop()).isEqualTo(1);
    assertThat(queue.pop()).isEqualTo(2);
    assertThat(queue.pop()).isNull();
    assertThat(queue.turn()).as("nothing is held back").isFalse();
  }

  @Test
  void whatIsHeldBackIsNotReadyBeforeATurn() {
    holdBack(1);
    holdBack(2);
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.isHoldingBack()).isTrue();
    assertThat(queue.holdsAny()).isTrue();
    assertThat(queue.pop()).isNull();
    assertThat(queue.turn()).isTrue();
    assertThat(queue.isHoldingBack()).isFalse();
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.pop()).isEqualTo(1);
    assertThat(queue.pop()).isEqualTo(2);
    assertThat(queue.holdsAny()).isFalse();
  }

  @Test
  void aTurnPutsItBehindWhatIsReadyAndBeforeWhatComesLater() {
    push(1);
    push(2);
    holdBack(3);
    assertThat(queue.turn()).isTrue();
    assertThat(queue.isSealed()).isTrue();
    assertThat(queue.turn()).as("said before").isFalse();
    push(4);
    assertThat(queue.size()).isEqualTo(4);
    assertThat(queue.pop()).isEqualTo(1);
    assertThat(queue.pop()).isEqualTo(2);
    assertThat(queue.pop()).as("the owner turns first").isNull();
    assertThat(queue.turn()).isTrue();
    assertThat(queue.isSealed()).isFalse();
    assertThat(queue.pop()).isEqualTo(3);
    assertThat(queue.pop()).isEqualTo(4);
  }

  @Test
  void whatIsHeldBackAfterTheSealWaitsForTheNextTurnToo() {
    push(1);
    holdBack(2);
    queue.turn();
    assertThat(queue.pop()).isEqualTo(1);
    holdBack(1);
    assertThat(queue.pop()).isNull();
    queue.turn();
    assertThat(queue.pop()).isEqualTo(2);
    assertThat(queue.pop()).isEqualTo(1);
  }

  @Test
  void bothPartsSpill() {
    IntStream.rangeClosed(1, 5).forEach(this::push);
    IntStream.rangeClosed(11, 15).forEach(this::holdBack);
    assertThat(spilled.elements).containsExactly(1, 2, 5, 11, 12, 15);
  }

  @Test
  void aThiefTakesWhatIsReadyOnly() {
    RunQueue<Integer> thief = new RunQueue<>(4);
    holdBack(9);
    assertThat(queue.stealInto(thief)).isNull();
    push(1);
    push(2);
    assertThat(queue.stealInto(thief)).isEqualTo(1);
    queue.turn();
    assertThat(queue.stealInto(thief)).isEqualTo(2);
    assertThat(queue.stealInto(thief)).as("ready since the turn").isEqualTo(9);
    assertThat(queue.holdsAny()).isFalse();
    assertThat(queue.turn()).isFalse();
  }

  @Test
  void aSealIsBrokenWhenThievesHaveTakenAllBehindIt() {
    RunQueue<Integer> thief = new RunQueue<>(4);
    push(1);
    holdBack(2);
    queue.turn();
    assertThat(queue.stealInto(thief)).isEqualTo(1);
    assertThat(queue.stealInto(thief)).isEqualTo(2);
    assertThat(queue.turn()).isFalse();
    assertThat(queue.isSealed()).isFalse();
    push(3);
    assertThat(queue.pop()).as("without a turn").isEqualTo(3);
  }

  @Test
  void whatIsStolenGoesToTheOpenPartOfTheThief() {
    RunQueue<Integer> thief = new RunQueue<>(4);
    IntStream.rangeClosed(1, 3).forEach(this::push);
    thief.push(7, spilled);
    thief.holdBack(8, spilled);
    thief.turn();
    assertThat(queue.stealInto(thief)).isEqualTo(2);
    assertThat(thief.pop()).isEqualTo(7);
    thief.turn();
    assertThat(thief.pop()).isEqualTo(8);
    assertThat(thief.pop()).isEqualTo(1);
  }

  @Test
  void aRescueTakesWhatIsHeldBackOnly() {
    LocalQueue<Integer> into = new LocalQueue<>(4);
    push(1);
    List<Integer> taken = new ArrayList<>();
    queue.takeHeldBack(into, taken::add);
    assertThat(taken).isEmpty();
    holdBack(2);
    queue.takeHeldBack(into, taken::add);
    assertThat(taken).containsExactly(2);
    assertThat(queue.pop()).isEqualTo(1);
  }

  @Test
  void everythingCanBeTakenAndDrained() {
    LocalQueue<Integer> into = new LocalQueue<>(4);
    push(1);
    holdBack(2);
    List<Integer> taken = new ArrayList<>();
    queue.takeAll(into, taken::add);
    assertThat(taken).containsExactly(1, 2);
    queue.takeAll(into, taken::add);
    assertThat(taken).as("there is no more").hasSize(2);
    push(3);
    holdBack(4);
    queue.drain(spilled);
    assertThat(spilled.elements).containsExactly(3, 4);
    assertThat(queue.holdsAny()).isFalse();
  }

  @Test
  void aBufferIsReplacedOnlyWhenAPopFindsTheQueueEmpty() {
    LocalQueue<Integer> local = new LocalQueue<>(4);
    Object[] first = local.buffer;
    local.push(1, spilled);
    local.renewWhenEmpty();
    local.push(2, spilled);
    assertThat(local.pop()).isEqualTo(1);
    assertThat(local.pop()).isEqualTo(2);
    assertThat(local.buffer).isSameAs(first);
    assertThat(local.pop()).isNull();
    Object[] second = local.buffer;
    assertThat(second).isNotSameAs(first).hasSize(4);
    assertThat(local.pop()).isNull();
    assertThat(local.buffer).as("once").isSameAs(second);
    IntStream.rangeClosed(1, 4).forEach(element -> local.push(element, spilled));
    assertThat(IntStream.rangeClosed(1, 4).mapToObj(i -> local.pop())).containsExactly(1, 2, 3, 4);
  }

  @Test
  void bothPartsAreRenewed() {
    Object[] front = queue.open().buffer;
    queue.renewWhenEmpty();
    holdBack(1);
    assertThat(queue.pop()).isNull();
    assertThat(queue.open().buffer).isNotSameAs(front);
    queue.turn();
    Object[] back = queue.open().buffer;
    assertThat(queue.pop()).isEqualTo(1);
    assertThat(queue.open().buffer).isSameAs(back);
    assertThat(queue.pop()).isNull();
    assertThat(queue.open().buffer).isNotSameAs(back);
  }

  @Test
  void nothingIsLostOrDoubledBesideAThief() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch ready = new CountDownLatch(1);
    List<Integer> stolen = new ArrayList<>();
    Thread thief = new Thread(() -> {
      ready.countDown();
      while (!done.get()) {
        steal(stolen);
      }
      steal(stolen);
    });
    thief.start();
    ready.await();
    List<Integer> own = ownerRuns();
    done.set(true);
    thief.join();
    own.addAll(stolen);
    own.addAll(spilled.elements);
    assertThat(own.stream().mapToInt(i -> i).sorted().toArray()).isEqualTo(IntStream.range(0, ELEMENTS).toArray());
  }

  private void steal(List<Integer> stolen) {
    LocalQueue<Integer> rescued = new LocalQueue<>(4);
    RunQueue<Integer> mine = new RunQueue<>(4);
    note(queue.stealInto(mine), stolen);
    queue.takeHeldBack(rescued, stolen::add);
    for (Integer next = mine.pop(); next != null; next = mine.pop()) {
      stolen.add(next);
    }
  }

  private static void note(Integer element, List<Integer> list) {
    if (element != null) {
      list.add(element);
    }
  }

  /** Pushes all, holding back every other one, and pops what is there now and then. */
  private List<Integer> ownerRuns() {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < ELEMENTS; i++) {
      if (i % 2 == 0) {
        push(i);
      } else {
        holdBack(i);
      }
      if (i % 3 == 0) {
        queue.turn();
      }
      if (i % 5 == 0) {
        queue.renewWhenEmpty();
      }
      note(queue.pop(), out);
    }
    while (queue.holdsAny()) {
      Integer next = queue.pop();
      note(next, out);
      if (next == null) {
        queue.turn();
      }
    }
    return out;
  }
}
