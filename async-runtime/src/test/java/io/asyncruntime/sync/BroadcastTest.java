package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
import static io.asyncruntime.sync.Polls.withBudget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.RecordingWaker;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BroadcastTest {
  private final Broadcast<Integer> channel = Broadcast.channel(4);

  @Test
  void everyReceiverGetsEveryValueSentAfterItSubscribed() throws Exception {
    Broadcast.Receiver<Integer> first = channel.subscribe();
    assertThat(channel.send(1)).isEqualTo(1);
    Broadcast.Receiver<Integer> second = channel.subscribe();
    assertThat(channel.send(2)).isEqualTo(2);
    assertThat(ready(first.recv())).contains(1);
    assertThat(ready(first.recv())).contains(2);
    assertThat(ready(second.recv())).contains(2);
    pending(first.recv());
    pending(second.recv());
  }

  @Test
  void withoutReceiversNothingIsKept() throws Exception {
    assertThat(channel.send(1)).isZero();
    Broadcast.Receiver<Integer> receiver = channel.subscribe();
    pending(receiver.recv());
    assertThat(channel.send(2)).isEqualTo(1);
    assertThat(ready(receiver.recv())).contains(2);
  }

  @Test
  void sendWakesAllWhoWait() throws Exception {
    Broadcast.Receiver<Integer> first = channel.subscribe();
    Broadcast.Receiver<Integer> second = channel.subscribe();
    Future<Optional<Integer>> a = first.recv();
    Future<Optional<Integer>> b = second.recv();
    RecordingWaker old = pending(a);
    RecordingWaker wa = pending(a);
    RecordingWaker wb = pending(b);
    channel.send(1);
    assertThat(wa.wakes()).isEqualTo(1);
    assertThat(wb.wakes()).isEqualTo(1);
    assertThat(old.wakes()).isZero();
    assertThat(ready(a)).contains(1);
    assertThat(ready(b)).contains(1);
    assertThatIllegalStateException().isThrownBy(() -> a.poll(wa)).withMessageContaining("Broadcast.Receiver.recv()");
  }

  @Test
  void aSlowReceiverIsToldHowManyItMissed() throws Exception {
    Broadcast.Receiver<Integer> slow = channel.subscribe();
    Broadcast.Receiver<Integer> fast = channel.subscribe();
    for (int i = 1; i <= 7; i++) {
      channel.send(i);
      assertThat(ready(fast.recv())).contains(i);
    }
    assertThat(slow.size()).isEqualTo(7);
    assertThatExceptionOfType(LaggedException.class).isThrownBy(() -> ready(slow.recv()))
        .satisfies(lagged -> assertThat(lagged.skipped()).isEqualTo(3)).withMessageContaining("3 values");
    for (int i = 4; i <= 7; i++) {
      assertThat(ready(slow.recv())).contains(i);
    }
    pending(slow.recv());
  }

  @Test
  void theCapacityIsRoundedUpToAPowerOfTwo() throws Exception {
    Broadcast<Integer> five = Broadcast.channel(5);
    Broadcast.Receiver<Integer> receiver = five.subscribe();
    for (int i = 0; i < 8; i++) {
      five.send(i);
    }
    assertThat(ready(receiver.recv())).contains(0);
    Broadcast<Integer> one = Broadcast.channel(1);
    Broadcast.Receiver<Integer> last = one.subscribe();
    one.send(1);
    one.send(2);
    assertThatExceptionOfType(LaggedException.class).isThrownBy(() -> ready(last.recv()));
    assertThat(ready(last.recv())).contains(2);
  }

  @Test
  void capacitiesAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> Broadcast.channel(0)).withMessageContaining("capacity")
        .withMessageContaining("0");
    assertThatIllegalArgumentException().isThrownBy(() -> Broadcast.channel(Integer.MAX_VALUE));
    assertThatNullPointerException().isThrownBy(() -> channel.send(null));
  }

  @Test
  void lagComesBeforeTheEndAndTheEndAfterTheLastValue() throws Exception {
    Broadcast.Receiver<Integer> receiver = channel.subscribe();
    for (int i = 1; i <= 5; i++) {
      channel.send(i);
    }
    channel.close();
    channel.close();
    assertThatExceptionOfType(LaggedException.class).isThrownBy(() -> ready(receiver.recv()));
    for (int i = 2; i <= 5; i++) {
      assertThat(ready(receiver.recv())).contains(i);
    }
    assertThat(ready(receiver.recv())).isEmpty();
    assertThat(ready(receiver.recv())).isEmpty();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> channel.send(6));
  }

  @Test
  void closeWakesThoseWhoWait() throws Exception {
    Future<Optional<Integer>> recv = channel.subscribe().recv();
    RecordingWaker waker = pending(recv);
    channel.close();
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(ready(recv)).isEmpty();
  }

  @Test
  void aDroppedRecvMissesNothing() throws Exception {
    Broadcast.Receiver<Integer> receiver = channel.subscribe();
    Future<Optional<Integer>> dropped = receiver.recv();
    RecordingWaker waker = pending(dropped);
    dropped.drop();
    channel.send(1);
    assertThat(waker.wakes()).isZero();
    assertThat(ready(receiver.recv())).contains(1);
  }

  @Test
  void tryRecvDoesNotWait() {
    Broadcast.Receiver<Integer> receiver = channel.subscribe();
    assertThat(receiver.tryRecv()).isEmpty();
    channel.send(1);
    assertThat(receiver.tryRecv()).contains(1);
    for (int i = 0; i < 5; i++) {
      channel.send(i);
    }
    assertThatExceptionOfType(LaggedException.class).isThrownBy(receiver::tryRecv);
    receiver.close();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(receiver::tryRecv);
  }

  @Test
  void closedIsReadyWhenTheLastReceiverIsGoneAndSubscribeOpensAgain() throws Exception {
    ready(channel.closed());
    Broadcast.Receiver<Integer> first = channel.subscribe();
    Broadcast.Receiver<Integer> second = channel.subscribe();
    Future<Void> closed = channel.closed();
    RecordingWaker waker = pending(closed);
    first.close();
    first.close();
    assertThat(waker.wakes()).isZero();
    assertThat(channel.receiverCount()).isEqualTo(1);
    second.close();
    assertThat(waker.wakes()).isEqualTo(1);
    ready(closed);
    assertThat(channel.send(1)).isZero();
    channel.subscribe();
    pending(channel.closed());
  }

  @Test
  void aClosedReceiverFailsAlsoIfItWaits() throws Exception {
    Broadcast.Receiver<Integer> receiver = channel.subscribe();
    Future<Optional<Integer>> recv = receiver.recv();
    RecordingWaker waker = pending(recv);
    receiver.close();
    assertThat(waker.wakes()).isEqualTo(1);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> recv.poll(waker));
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> ready(receiver.recv()));
  }

  @Test
  void aValueThatAllHaveSeenIsNotKept() throws Exception {
    Broadcast<Object> objects = Broadcast.channel(4);
    Broadcast.Receiver<Object> first = objects.subscribe();
    Broadcast.Receiver<Object> leaving = objects.subscribe();
    WeakReference<Object> value = new WeakReference<>(new Object());
    objects.send(value.get());
    ready(first.recv());
    leaving.close();
    while (value.get() != null) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(objects.send("next")).isEqualTo(1);
    assertThat(ready(first.recv())).contains("next");
  }

  @Test
  void aReceiverThatLeavesFarBehindLeavesTheOthersAlone() throws Exception {
    Broadcast<Integer> big = Broadcast.channel(1024);
    Broadcast.Receiver<Integer> stays = big.subscribe();
    Broadcast.Receiver<Integer> leaves = big.subscribe();
    for (int i = 0; i < 1500; i++) {
      big.send(i);
    }
    leaves.close();
    assertThatExceptionOfType(LaggedException.class).isThrownBy(() -> ready(stays.recv()))
        .satisfies(lagged -> assertThat(lagged.skipped()).isEqualTo(476));
    for (int i = 476; i < 1500; i++) {
      assertThat(ready(stays.recv())).contains(i);
    }
  }

  @Test
  void sendersOfManyThreadsKeepTheirOrder() throws Exception {
    Broadcast<int[]> wide = Broadcast.channel(8192);
    Broadcast.Receiver<int[]> receiver = wide.subscribe();
    CompletableFuture<?>[] senders = new CompletableFuture<?>[4];
    for (int t = 0; t < senders.length; t++) {
      int number = t;
      senders[t] = CompletableFuture.runAsync(() -> {
        for (int i = 0; i < 2000; i++) {
          wide.send(new int[] {number, i});
        }
      });
    }
    CompletableFuture.allOf(senders).get();
    int[] next = new int[senders.length];
    for (int i = 0; i < 8000; i++) {
      int[] value = ready(receiver.recv()).orElseThrow();
      assertThat(value[1]).isEqualTo(next[value[0]]++);
    }
    assertThat(receiver.tryRecv()).isEmpty();
  }

  @Test
  void theBudgetIsTakenAndGivenBack() throws Exception {
    Broadcast.Receiver<Integer> receiver = channel.subscribe();
    assertThat(withBudget(3, () -> pending(receiver.recv()))).isEqualTo(3);
    channel.send(1);
    assertThat(withBudget(3, () -> ready(receiver.recv()))).isEqualTo(2);
  }
}
