package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MpscTest extends MpscContract {
  @Override
  <T> Mpsc<T> withRoomFor(int values) {
    return Mpsc.bounded(values);
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
  void recvManyGivesBackASlotForEachValueItTakes() throws Exception {
    sender.trySend(3);
    sender.trySend(4);
    assertThat(ready(receiver.recvMany(1))).containsExactly(3);
    assertThat(sender.capacity()).isEqualTo(1);
    assertThat(ready(receiver.recvMany(5))).containsExactly(4);
    assertThat(sender.capacity()).isEqualTo(2);
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
  void argumentsAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> Mpsc.bounded(0)).withMessageContaining("capacity");
  }

  @Test
  void aSlotIsGivenBackWhenThereIsNoMemoryForTheValue() {
    MpscBounded<Integer> core = new MpscBounded<>(2, new MpscQueue<>(1, MpscQueueTest.NO_ROOM));
    core.trySend(1);
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> core.trySend(2));
    assertThat(core.freeSlots()).isEqualTo(1);
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> ready(core.send(2)));
    assertThat(core.freeSlots()).isEqualTo(1);
  }
}
