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

/** What holds for every channel, with a limit or without. */
abstract class MpscContract {
  final Mpsc<Integer> channel = withRoomFor(2);
  final Mpsc.Sender<Integer> sender = channel.sender();
  final Mpsc.Receiver<Integer> receiver = channel.receiver();

  /** A new channel; where it has a limit, it is that one. */
  abstract <T> Mpsc<T> withRoomFor(int values);

  @Test
  void theEndsAreAlwaysTheSame() {
    assertThat(channel.sender()).isSameAs(sender);
    assertThat(channel.receiver()).isSameAs(receiver);
    assertThat(sender.copy()).isNotSameAs(sender);
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
    Mpsc<int[]> shared = withRoomFor(16);
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

  @Test
  void nullIsRefused() {
    assertThatNullPointerException().isThrownBy(() -> sender.send(null));
    assertThatNullPointerException().isThrownBy(() -> sender.trySend(null));
    assertThatNullPointerException().isThrownBy(() -> sender.blockingSend(null));
  }

  @Test
  void aClosedReceiverLetsNothingMoreIn() throws Exception {
    ready(sender.send(1));
    Future<Void> late = sender.send(2);
    Future<Void> closed = sender.closed();
    RecordingWaker closedWaker = pending(closed);
    receiver.close();
    receiver.close();
    assertThat(closedWaker.wakes()).isEqualTo(1);
    ready(closed);
    assertThat(sender.isClosed()).isTrue();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> ready(late))
        .withMessageContaining("receiver of this channel is closed");
    assertThat(sender.trySend(3)).isEqualTo(TrySendResult.CLOSED);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> ready(sender.reserve()));
    assertThat(sender.tryReserve()).isEmpty();
    assertThat(receiver.isEnded()).isFalse();
    assertThat(ready(receiver.recv())).contains(1);
    assertThat(ready(receiver.recv())).isEmpty();
    assertThat(receiver.isEnded()).isTrue();
  }
}
