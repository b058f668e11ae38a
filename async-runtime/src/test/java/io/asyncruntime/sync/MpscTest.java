package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.inAsyncCode;
import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
import static io.asyncruntime.sync.Polls.withBudget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Mpsc.SendPermit;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MpscTest {
  private final Mpsc<Integer> channel = Mpsc.bounded(2);
  private final Mpsc.Sender<Integer> sender = channel.sender();
  private final Mpsc.Receiver<Integer> receiver = channel.receiver();

  @Test
  void theEndsAreAlwaysTheSame() {
    assertThat(channel.sender()).isSameAs(sender);
    assertThat(channel.receiver()).isSameAs(receiver);
    assertThat(sender.copy()).isNotSameAs(sender);
  }

  @Test
  void valuesArriveInOrder() throws Exception {
    ready(sender.send(1));
    assertThat(sender.trySend(2)).isEqualTo(TrySendResult.OK);
    assertThat(sender.trySend(3)).isEqualTo(TrySendResult.FULL);
    assertThat(receiver.size()).isEqualTo(2);
    assertThat(channel).hasToString("Mpsc[2 queued]");
    assertThat(ready(receiver.recv())).contains(1);
    assertThat(receiver.tryRecv()).contains(2);
    assertThat(receiver.tryRecv()).isEmpty();
    pending(receiver.recv());
  }

  @Test
  void capacityCountsFreeSlots() throws Exception {
    assertThat(sender.capacity()).isEqualTo(2);
    assertThat(sender.maxCapacity()).isEqualTo(2);
    ready(sender.send(1));
    SendPermit<Integer> permit = ready(sender.reserve());
    assertThat(sender.capacity()).isZero();
    permit.close();
    assertThat(sender.capacity()).isEqualTo(1);
    receiver.tryRecv();
    assertThat(sender.capacity()).isEqualTo(2);
  }

  @Test
  void sendWaitsForASlotInOrder() throws Exception {
    ready(sender.send(1));
    ready(sender.send(2));
    Future<Void> third = sender.send(3);
    Future<Void> fourth = sender.send(4);
    RecordingWaker a = pending(third);
    RecordingWaker b = pending(fourth);
    assertThat(ready(receiver.recv())).contains(1);
    assertThat(a.takeWake()).isTrue();
    assertThat(b.takeWake()).isFalse();
    assertThat(sender.trySend(9)).isEqualTo(TrySendResult.FULL);
    ready(third);
    assertThat(ready(receiver.recv())).contains(2);
    ready(fourth);
    assertThat(ready(receiver.recvMany(9))).containsExactly(3, 4);
    assertThatIllegalStateException().isThrownBy(() -> third.poll(a)).withMessageContaining("Mpsc.Sender.send()");
  }

  @Test
  void sendIsLazyAndADroppedSendLosesItsValueAndPlace() throws Exception {
    Future<Void> never = sender.send(9);
    never.drop();
    ready(sender.send(1));
    ready(sender.send(2));
    Future<Void> dropped = sender.send(3);
    Future<Void> next = sender.send(4);
    pending(dropped);
    RecordingWaker waker = pending(next);
    receiver.tryRecv();
    dropped.drop();
    assertThat(waker.takeWake()).isTrue();
    ready(next);
    assertThat(ready(receiver.recvMany(9))).containsExactly(2, 4);
  }

  @Test
  void sendWakesTheReceiverWithItsLatestWaker() throws Exception {
    Future<Optional<Integer>> recv = receiver.recv();
    RecordingWaker old = pending(recv);
    RecordingWaker latest = pending(recv);
    sender.trySend(1);
    assertThat(old.wakes()).isZero();
    assertThat(latest.wakes()).isEqualTo(1);
    assertThat(ready(recv)).contains(1);
    assertThatIllegalStateException().isThrownBy(() -> recv.poll(old)).withMessageContaining("Mpsc.Receiver.recv()");
  }

  @Test
  void aDroppedRecvLosesNothing() throws Exception {
    Future<Optional<Integer>> dropped = receiver.recv();
    RecordingWaker gone = pending(dropped);
    Future<Optional<Integer>> next = receiver.recv();
    RecordingWaker waker = pending(next);
    dropped.drop();
    sender.trySend(1);
    assertThat(gone.wakes()).isZero();
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(ready(next)).contains(1);
  }

  @Test
  void whenAllSendersAreClosedWhatIsLeftComesThenTheEnd() throws Exception {
    Mpsc.Sender<Integer> copy = sender.copy();
    ready(sender.send(1));
    sender.close();
    sender.close();
    ready(copy.send(2));
    copy.close();
    assertThat(receiver.isEnded()).isFalse();
    assertThat(ready(receiver.recv())).contains(1);
    assertThat(ready(receiver.recv())).contains(2);
    assertThat(ready(receiver.recv())).isEmpty();
    assertThat(ready(receiver.recvMany(3))).isEmpty();
    assertThat(receiver.isEnded()).isTrue();
    assertThat(receiver.tryRecv()).isEmpty();
    assertThat(channel).hasToString("Mpsc[0 queued, closed]");
  }

  @Test
  void theLastCloseWakesTheReceiver() throws Exception {
    Mpsc.Sender<Integer> copy = sender.copy();
    Future<Optional<Integer>> recv = receiver.recv();
    RecordingWaker waker = pending(recv);
    sender.close();
    assertThat(waker.wakes()).isZero();
    copy.close();
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(ready(recv)).isEmpty();
  }

  @Test
  void aClosedSenderSendsNothing() {
    sender.close();
    assertThat(sender.isClosed()).isTrue();
    assertThat(sender.trySend(1)).isEqualTo(TrySendResult.CLOSED);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> ready(sender.send(1)));
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> ready(sender.reserve()));
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> sender.blockingSend(1));
    assertThatExceptionOfType(ClosedException.class).isThrownBy(sender::copy);
  }

  @Test
  void aSendPolledAfterTheEndFails() throws Exception {
    Future<Void> late = sender.send(1);
    sender.close();
    assertThat(ready(receiver.recv())).isEmpty();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> ready(late));
  }

  @Test
  void aClosedReceiverFailsSendersAndStillGetsWhatWasSent() throws Exception {
    ready(sender.send(1));
    ready(sender.send(2));
    Future<Void> waiting = sender.send(3);
    Future<Void> closed = sender.closed();
    RecordingWaker waker = pending(waiting);
    RecordingWaker closedWaker = pending(closed);
    receiver.close();
    receiver.close();
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(closedWaker.wakes()).isEqualTo(1);
    ready(closed);
    assertThat(sender.isClosed()).isTrue();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> waiting.poll(waker));
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> ready(sender.send(4)));
    assertThat(sender.trySend(4)).isEqualTo(TrySendResult.CLOSED);
    assertThat(receiver.isEnded()).isFalse();
    assertThat(ready(receiver.recv())).contains(1);
    assertThat(ready(receiver.recv())).contains(2);
    assertThat(ready(receiver.recv())).isEmpty();
    assertThat(receiver.isEnded()).isTrue();
  }

  @Test
  void aPermitSendsAfterCloseAndTheReceiverWaitsForIt() throws Exception {
    SendPermit<Integer> used = ready(sender.reserve());
    SendPermit<Integer> unused = ready(sender.reserve());
    receiver.close();
    Future<Optional<Integer>> recv = receiver.recv();
    RecordingWaker waker = pending(recv);
    assertThat(receiver.isEnded()).isFalse();
    used.send(1);
    assertThat(waker.takeWake()).isTrue();
    assertThat(ready(recv)).contains(1);
    Future<Optional<Integer>> end = receiver.recv();
    pending(end, waker);
    unused.close();
    unused.close();
    assertThat(waker.takeWake()).isTrue();
    assertThat(ready(end)).isEmpty();
  }

  @Test
  void aPermitOutlivesTheLastSender() throws Exception {
    SendPermit<Integer> permit = ready(sender.reserve());
    sender.close();
    Future<Optional<Integer>> recv = receiver.recv();
    pending(recv);
    permit.send(1);
    assertThat(ready(recv)).contains(1);
    assertThat(ready(receiver.recv())).isEmpty();
  }

  @Test
  void aPermitIsForOneValue() throws Exception {
    SendPermit<Integer> permit = ready(sender.reserve());
    assertThatNullPointerException().isThrownBy(() -> permit.send(null));
    permit.send(1);
    assertThatIllegalStateException().isThrownBy(() -> permit.send(2)).withMessageContaining("reserve() another");
    permit.close();
    assertThat(sender.capacity()).isEqualTo(1);
    SendPermit<Integer> closed = ready(sender.reserve());
    closed.close();
    assertThatIllegalStateException().isThrownBy(() -> closed.send(2));
    assertThat(receiver.size()).isEqualTo(1);
  }

  @Test
  void aWaitingSendThatIsDroppedInAnEndingChannelLetsTheReceiverSeeTheEnd() throws Exception {
    ready(sender.send(1));
    ready(sender.send(2));
    Future<Void> waiting = sender.send(3);
    pending(waiting);
    sender.close();
    assertThat(ready(receiver.recvMany(2))).containsExactly(1, 2);
    Future<Optional<Integer>> recv = receiver.recv();
    RecordingWaker waker = pending(recv); // a slot was handed to the waiting send
    waiting.drop();
    assertThat(waker.takeWake()).isTrue();
    assertThat(ready(recv)).isEmpty();
  }

  @Test
  void reserveManyWaitsForAllAtOnce() throws Exception {
    ready(sender.send(1));
    Future<List<SendPermit<Integer>>> two = sender.reserveMany(2);
    RecordingWaker waker = pending(two);
    assertThat(sender.trySend(2)).isEqualTo(TrySendResult.FULL);
    receiver.tryRecv();
    assertThat(waker.takeWake()).isTrue();
    List<SendPermit<Integer>> permits = ready(two);
    assertThat(permits).hasSize(2);
    permits.get(1).send(8);
    permits.get(0).send(9);
    assertThat(ready(receiver.recvMany(5))).containsExactly(8, 9);
    assertThat(ready(sender.reserveMany(0))).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> sender.reserveMany(3)).withMessageContaining("3");
    assertThatIllegalArgumentException().isThrownBy(() -> sender.reserveMany(-1));
  }

  @Test
  void aDroppedReserveGivesBackWhatItHadCollected() throws Exception {
    ready(sender.send(1));
    Future<List<SendPermit<Integer>>> two = sender.reserveMany(2);
    pending(two);
    two.drop();
    assertThat(sender.trySend(2)).isEqualTo(TrySendResult.OK);
  }

  @Test
  void recvManyTakesWhatIsThere() throws Exception {
    Future<List<Integer>> many = receiver.recvMany(5);
    RecordingWaker waker = pending(many);
    sender.trySend(1);
    sender.trySend(2);
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(ready(many)).containsExactly(1, 2);
    sender.trySend(3);
    sender.trySend(4);
    assertThat(ready(receiver.recvMany(1))).containsExactly(3);
    assertThat(ready(receiver.recvMany(0))).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> receiver.recvMany(-1)).withMessageContaining("limit");
    assertThat(sender.capacity()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1024, 1025, 5000})
  void everyCapacityIsKeptAndUsedMoreThanOnce(int capacity) throws Exception {
    Mpsc<Integer> sized = Mpsc.bounded(capacity);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < capacity; i++) {
        assertThat(sized.sender().trySend(i)).isEqualTo(TrySendResult.OK);
      }
      assertThat(sized.sender().trySend(-1)).isEqualTo(TrySendResult.FULL);
      assertThat(sized.sender().capacity()).isZero();
      for (int i = 0; i < capacity; i++) {
        assertThat(ready(sized.receiver().recv())).contains(i);
        assertThat(sized.sender().capacity()).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void anUnboundedChannelNeverWaits() throws Exception {
    Mpsc<Integer> wide = Mpsc.unbounded();
    for (int i = 0; i < 10_000; i++) {
      ready(wide.sender().send(i));
    }
    assertThat(wide.sender().capacity()).isEqualTo(Integer.MAX_VALUE);
    assertThat(wide.sender().maxCapacity()).isEqualTo(Integer.MAX_VALUE);
    for (int i = 0; i < 10_000; i++) {
      assertThat(ready(wide.receiver().recv())).contains(i);
    }
    wide.sender().close();
    assertThat(ready(wide.receiver().recv())).isEmpty();
  }

  @Test
  void argumentsAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> Mpsc.bounded(0)).withMessageContaining("capacity");
    assertThatNullPointerException().isThrownBy(() -> sender.send(null));
    assertThatNullPointerException().isThrownBy(() -> sender.trySend(null));
    assertThatNullPointerException().isThrownBy(() -> sender.blockingSend(null));
  }

  @Test
  void theBudgetIsTakenAndGivenBack() throws Exception {
    assertThat(withBudget(3, () -> pending(receiver.recv()))).isEqualTo(3);
    assertThat(withBudget(3, () -> ready(sender.send(1)))).isEqualTo(2);
    assertThat(withBudget(3, () -> ready(receiver.recv()))).isEqualTo(2);
    assertThat(withBudget(3, () -> pending(sender.closed()))).isEqualTo(3);
    RecordingWaker waker = new RecordingWaker();
    withBudget(0, () -> pending(sender.send(1), waker));
    assertThat(waker.wakes()).isEqualTo(1);
    withBudget(0, () -> assertThat(sender.trySend(1)).isEqualTo(TrySendResult.OK));
    withBudget(0, () -> assertThat(receiver.tryRecv()).contains(1));
  }

  @Test
  void blockingCallsWaitOnPlainThreadsOnly() throws Exception {
    int count = 10_000;
    CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> {
      for (int i = 0; i < count; i++) {
        sender.blockingSend(i);
      }
      sender.close();
    });
    for (int i = 0; i < count - 1; i++) {
      assertThat(receiver.blockingRecv()).contains(i);
    }
    assertThat(receiver.blockingRecvMany(3)).containsExactly(count - 1);
    assertThat(receiver.blockingRecv()).isEmpty();
    assertThat(receiver.blockingRecvMany(3)).isEmpty();
    producer.get();
    assertThatIllegalStateException().isThrownBy(() -> inAsyncCode(receiver::blockingRecv))
        .withMessageContaining("await recv()");
    assertThatIllegalStateException().isThrownBy(() -> inAsyncCode(() -> receiver.blockingRecvMany(3)))
        .withMessageContaining("await recvMany()");
  }

  @Test
  void manySendersLoseNothingAndKeepTheirOrder() throws Exception {
    Mpsc<int[]> shared = Mpsc.bounded(16);
    CompletableFuture<?>[] all = new CompletableFuture<?>[4];
    for (int t = 0; t < all.length; t++) {
      int number = t;
      Mpsc.Sender<int[]> own = shared.sender().copy();
      all[t] = CompletableFuture.runAsync(() -> {
        for (int i = 0; i < 3_000; i++) {
          own.blockingSend(new int[] {number, i});
        }
        own.close();
      });
    }
    shared.sender().close();
    int[] next = new int[all.length];
    for (var value = shared.receiver().blockingRecv(); value.isPresent(); value = shared.receiver().blockingRecv()) {
      assertThat(value.get()[1]).isEqualTo(next[value.get()[0]]++);
    }
    assertThat(next).containsOnly(3_000);
    CompletableFuture.allOf(all).get();
  }
}
