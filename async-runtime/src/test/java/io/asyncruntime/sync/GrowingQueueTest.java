package io.asyncruntime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrowingQueueTest {
  private final GrowingQueue<Integer> queue = new GrowingQueue<>(2);

  @Test
  void itIsFirstInFirstOutOverChunks() {
    for (int i = 0; i < 100; i++) {
      assertThat(queue.offer(i)).isTrue();
    }
    assertThat(queue.size()).isEqualTo(100);
    for (int i = 0; i < 100; i++) {
      assertThat(queue.poll()).isEqualTo(i);
    }
    assertThat(queue.poll()).isNull();
  }

  @Test
  void itKnowsWhenAFullChunkIsReplaced() {
    for (int i = 0; i < 100; i++) {
      queue.offer(i);
      queue.poll();
    }
    assertThat(queue.chunks()).as("none was ever full").isEqualTo(1);
    for (int i = 0; i < 100; i++) {
      queue.offer(i);
    }
    assertThat(queue.chunks()).isGreaterThan(10);
  }
}
