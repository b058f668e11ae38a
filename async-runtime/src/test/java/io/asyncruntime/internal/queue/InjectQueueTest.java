package io.asyncruntime.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InjectQueueTest {
  private final InjectQueue<Integer> queue = new InjectQueue<>();

  @Test
  void itIsFirstInFirstOutWithoutABound() {
    for (int i = 0; i < 2_000; i++) {
      queue.push(i);
    }
    assertThat(queue.size()).isEqualTo(2_000);
    for (int i = 0; i < 2_000; i++) {
      assertThat(queue.pop()).isEqualTo(i);
    }
    assertThat(queue.pop()).isNull();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void aBatchGivesTheOldestAndPushesTheRest() {
    RunQueue<Integer> into = new RunQueue<>(4);
    queue.pushBatch(new Object[] {1, 2, 3, 4, null}, 4);
    assertThat(queue.popBatch(3, into)).isEqualTo(1);
    assertThat(into.pop()).isEqualTo(2);
    assertThat(into.pop()).isEqualTo(3);
    assertThat(into.pop()).isNull();
    assertThat(queue.popBatch(1, into)).isEqualTo(4);
    assertThat(queue.popBatch(1, into)).isNull();
  }

  /** Tasks must not get lost because the queue finds no memory for them: that would be a handle which never completes. */
  @Test
  void whatBringsItsRoomAlongIsQueuedWithoutMemory() {
    InjectQueue<Node> poor = new InjectQueue<>(new WithoutMemory<Node>());
    Node[] nodes = {new Node(), new Node(), new Node(), new Node()};
    poor.push(nodes[0]);
    poor.pushBatch(new Object[] {nodes[1], nodes[2], nodes[3], null}, 3);
    assertThat(poor.isEmpty()).isFalse();
    assertThat(poor.size()).isEqualTo(4);
    RunQueue<Node> into = new RunQueue<>(4);
    List<Node> out = new ArrayList<>();
    out.add(poor.pop());
    for (Node next = poor.popBatch(3, into); next != null; next = poor.popBatch(3, into)) {
      out.add(next);
    }
    assertThat(out).containsExactlyInAnyOrder(nodes);
    assertThat(poor.isEmpty()).isTrue();
    assertThat(poor.pop()).isNull();
  }

  @Test
  void whatDoesNotIsRefused() {
    InjectQueue<Integer> poor = new InjectQueue<>(new WithoutMemory<Integer>());
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> poor.push(1));
    assertThat(poor.isEmpty()).isTrue();
  }

  private static final class Node implements Linked {
    private @Nullable Object next;

    @Override
    public @Nullable Object linked() {
      return next;
    }

    @Override
    public void link(@Nullable Object below) {
      next = below;
    }
  }

  private static final class WithoutMemory<E> extends MpscUnboundedVarHandleArrayQueue<E> {
    WithoutMemory() {
      super(2);
    }

    @Override
    public boolean offer(E element) {
      throw new OutOfMemoryError("planted");
    }

    @Override
    public int fill(MessagePassingQueue.Supplier<E> supplier, int limit) {
      throw new OutOfMemoryError("planted");
    }
  }

  @Test
  void theSlotGivesBackWhatItHeld() {
    LifoSlot<Integer> slot = new LifoSlot<>();
    List<Integer> out = new ArrayList<>();
    assertThat(slot.take()).isNull();
    out.add(slot.put(1));
    out.add(slot.put(2));
    assertThat(slot.isEmpty()).isFalse();
    out.add(slot.take());
    out.add(slot.take());
    assertThat(out).containsExactly(null, 1, 2, null);
    assertThat(slot.isEmpty()).isTrue();
  }
}
