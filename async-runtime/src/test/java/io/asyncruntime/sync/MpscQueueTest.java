package io.asyncruntime.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MpscQueueTest {
  /** No JVM makes an array of that length. */
  static final int NO_ROOM = Integer.MAX_VALUE;

  private final MpscQueue<Integer> queue = new MpscQueue<>(2, 2);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 128})
  void itIsFirstInFirstOutOverChunks(int chunk) {
    MpscQueue<Integer> sized = new MpscQueue<>(chunk, chunk);
    for (int i = 0; i < 300; i++) {
      assertThat(sized.offer(i)).isTrue();
    }
    assertThat(sized.size()).isEqualTo(300);
    for (int i = 0; i < 300; i++) {
      assertThat(sized.poll()).isEqualTo(i);
    }
    assertThat(sized.poll()).isNull();
    assertThat(sized.isEmpty()).isTrue();
    sized.offer(7);
    assertThat(sized.poll()).isEqualTo(7);
  }

  @Test
  void whenItIsClosedOnlyPermitsGetIn() {
    queue.offer(1);
    queue.close();
    queue.close();
    assertThat(queue.offer(2)).isFalse();
    queue.put(3);
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.poll()).isEqualTo(1);
    assertThat(queue.poll()).isEqualTo(3);
    assertThat(queue.poll()).isNull();
    assertThat(queue.offer(4)).isFalse();
  }

  @Test
  void whatWasTakenIsNotHeld() {
    queue.offer(1);
    queue.poll();
    assertThat(queue.headChunk.get(0)).isNull();
  }

  @Test
  void anOldChunkDoesNotHoldWhatCameAfterIt() {
    MpscChunk<Integer> old = queue.headChunk;
    for (int i = 0; i < 5; i++) {
      queue.offer(i);
      queue.poll();
    }
    assertThat(old.next()).isSameAs(old);
    assertThat(queue.tailChunk.first).isEqualTo(4);
    assertThat(queue.headChunk.first).isEqualTo(4);
  }

  @Test
  void withoutMemoryForAChunkNothingIsClaimed() {
    MpscQueue<Integer> large = new MpscQueue<>(1, NO_ROOM);
    large.offer(1);
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> large.offer(2));
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> large.put(2));
    assertThat(large.size()).isEqualTo(1);
    assertThat(large.poll()).isEqualTo(1);
    assertThat(large.poll()).isNull();
  }

  @Test
  void manySendersLoseNothingAndKeepTheirOrder() {
    MpscQueue<int[]> shared = new MpscQueue<>(2, 2);
    CompletableFuture<?>[] all = new CompletableFuture<?>[4];
    for (int t = 0; t < all.length; t++) {
      int number = t;
      all[t] = CompletableFuture.runAsync(() -> {
        for (int i = 0; i < 20_000; i++) {
          shared.offer(new int[] {number, i});
        }
      });
    }
    int[] next = new int[all.length];
    for (int taken = 0; taken < 80_000;) {
      int[] value = shared.poll();
      if (value != null) {
        assertThat(value[1]).isEqualTo(next[value[0]]++);
        taken++;
      }
    }
    assertThat(next).containsOnly(20_000);
    CompletableFuture.allOf(all).join();
  }
}
