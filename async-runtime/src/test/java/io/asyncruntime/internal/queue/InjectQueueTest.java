package io.asyncruntime.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
