package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.inAsyncCode;
import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
import static io.asyncruntime.sync.Polls.withBudget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class OneshotTest {
  private final Oneshot<String> channel = Oneshot.channel();
  private final Oneshot.Sender<String> sender = channel.sender();
  private final Oneshot.Receiver<String> receiver = channel.receiver();

  @Test
  void theEndsAreAlwaysTheSame() {
    assertThat(channel.sender()).isSameAs(sender);
    assertThat(channel.receiver()).isSameAs(receiver);
  }

  @Test
  void aValueSentBeforeThePollIsThere() throws Exception {
    assertThat(sender.send("a")).isTrue();
    assertThat(ready(receiver)).isEqualTo("a");
    assertThatIllegalStateException().isThrownBy(() -> receiver.poll(new RecordingWaker()))
        .withMessageContaining("polled after completion");
  }

  @Test
  void sendWakesTheLatestWaker() throws Exception {
    RecordingWaker old = pending(receiver);
    RecordingWaker latest = pending(receiver);
    pending(receiver, latest);
    assertThat(sender.send("a")).isTrue();
    assertThat(old.wakes()).isZero();
    assertThat(latest.wakes()).isEqualTo(1);
    assertThat(ready(receiver)).isEqualTo("a");
  }

  @Test
  void aSecondSendIsRefused() throws Exception {
    assertThat(sender.send("a")).isTrue();
    assertThat(sender.send("b")).isFalse();
    assertThat(ready(receiver)).isEqualTo("a");
    assertThat(sender.send("c")).isFalse();
  }

  @Test
  void nullIsAValue() throws Exception {
    Oneshot<Void> signal = Oneshot.channel();
    assertThat(signal.sender().send(null)).isTrue();
    assertThat(ready(signal.receiver())).isNull();
    Oneshot<Void> other = Oneshot.channel();
    assertThat(other.sender().send(null)).isTrue();
    assertThat(other.receiver().tryRecv()).isEmpty();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> other.receiver().tryRecv());
  }

  @Test
  void aClosedSenderFailsTheReceiver() throws Exception {
    RecordingWaker waker = pending(receiver);
    sender.close();
    sender.close();
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(sender.send("late")).isFalse();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> receiver.poll(waker))
        .withMessageContaining("without sending");
    assertThatIllegalStateException().isThrownBy(() -> receiver.poll(waker));
  }

  @Test
  void closeAfterSendChangesNothing() throws Exception {
    sender.send("a");
    sender.close();
    assertThat(ready(receiver)).isEqualTo("a");
  }

  @Test
  void aReceiverThatWasClosedKeepsAValueSentBefore() throws Exception {
    sender.send("a");
    receiver.close();
    receiver.close();
    assertThat(sender.isClosed()).isTrue();
    assertThat(ready(receiver)).isEqualTo("a");

    Oneshot<String> other = Oneshot.channel();
    other.sender().send("b");
    other.receiver().close();
    assertThat(other.receiver().tryRecv()).contains("b");
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> other.receiver().tryRecv());
  }

  @Test
  void aReceiverThatWasClosedBeforeGetsNothing() {
    receiver.close();
    assertThat(sender.isClosed()).isTrue();
    assertThat(sender.send("a")).isFalse();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(receiver::tryRecv);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> receiver.poll(new RecordingWaker()))
        .withMessageContaining("receiver was closed");
  }

  @Test
  void dropDiscardsTheValue() {
    sender.send("a");
    receiver.drop();
    receiver.drop();
    assertThat(sender.isClosed()).isTrue();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(receiver::tryRecv);
    assertThatIllegalStateException().isThrownBy(() -> receiver.poll(new RecordingWaker()))
        .withMessageContaining("drop()").withMessageContaining("borrow()");
  }

  @Test
  void dropClosesTheChannelAndForgetsTheWaker() throws Exception {
    RecordingWaker waker = pending(receiver);
    receiver.drop();
    assertThat(sender.send("a")).isFalse();
    assertThat(waker.wakes()).isZero();
  }

  @Test
  void dropAfterCompletionIsNothing() throws Exception {
    sender.send("a");
    ready(receiver);
    receiver.drop();
    assertThatIllegalStateException().isThrownBy(() -> receiver.poll(new RecordingWaker()))
        .withMessageContaining("completion");
  }

  @Test
  void tryRecvIsEmptyWhileAValueMayComeAndFailsWhenNoneWill() throws Exception {
    assertThat(receiver.tryRecv()).isEmpty();
    RecordingWaker waker = pending(receiver);
    assertThat(receiver.tryRecv()).isEmpty();
    sender.send("a");
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(receiver.tryRecv()).contains("a");
    assertThatExceptionOfType(ClosedException.class).isThrownBy(receiver::tryRecv);
    Oneshot<String> other = Oneshot.channel();
    other.sender().close();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> other.receiver().tryRecv());
  }

  @Test
  void closedTellsAllWhoWaitThatTheReceiverIsGone() throws Exception {
    Future<Void> first = sender.closed();
    Future<Void> second = sender.closed();
    Future<Void> dropped = sender.closed();
    RecordingWaker a = pending(first);
    RecordingWaker b = pending(second);
    RecordingWaker c = pending(dropped);
    dropped.drop();
    assertThat(sender.isClosed()).isFalse();
    receiver.close();
    assertThat(a.wakes()).isEqualTo(1);
    assertThat(b.wakes()).isEqualTo(1);
    assertThat(c.wakes()).isZero();
    ready(first);
    ready(second);
    ready(sender.closed());
    assertThatIllegalStateException().isThrownBy(() -> first.poll(a));
  }

  @Test
  void closedIsReadyAfterDropAndAfterTheValueWasTaken() throws Exception {
    Future<Void> closed = sender.closed();
    RecordingWaker waker = pending(closed);
    sender.send("a");
    pending(closed, waker);
    ready(receiver);
    assertThat(waker.wakes()).isEqualTo(1);
    ready(closed);
    Oneshot<String> other = Oneshot.channel();
    other.receiver().drop();
    ready(other.sender().closed());
  }

  @Test
  void aBorrowedReceiverOutlivesItsView() throws Exception {
    Future<String> view = receiver.borrow();
    RecordingWaker waker = pending(view);
    view.drop();
    sender.send("a");
    assertThat(waker.wakes()).isZero();
    assertThat(ready(receiver.borrow())).isEqualTo("a");
  }

  @Test
  void theBudgetIsTakenAndGivenBack() throws Exception {
    assertThat(withBudget(3, () -> pending(receiver))).isEqualTo(3);
    assertThat(withBudget(3, () -> pending(sender.closed()))).isEqualTo(3);
    sender.send("a");
    RecordingWaker waker = new RecordingWaker();
    withBudget(0, () -> pending(receiver, waker));
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(withBudget(3, () -> ready(receiver))).isEqualTo(2);
    assertThat(withBudget(3, () -> ready(sender.closed()))).isEqualTo(2);
  }

  @Test
  void blockingRecvWaitsOnAPlainThreadOnly() throws Exception {
    CompletableFuture<String> other = CompletableFuture.supplyAsync(receiver::blockingRecv);
    sender.send("a");
    assertThat(other.get()).isEqualTo("a");
    assertThatIllegalStateException().isThrownBy(() -> inAsyncCode(receiver::blockingRecv))
        .withMessageContaining("await the receiver");
  }

  @Test
  void anInterruptedBlockingRecvLeavesTheChannelAsItIs() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(receiver::blockingRecv).isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(sender.send("a")).isTrue();
    assertThat(receiver.blockingRecv()).isEqualTo("a");
  }

  @Test
  void itSaysWhatBecameOfIt() throws Exception {
    assertThat(channel).hasToString("Oneshot[empty]");
    pending(receiver);
    assertThat(channel).hasToString("Oneshot[empty, receiver waits]");
    sender.send("a");
    assertThat(channel).hasToString("Oneshot[sent]");
    ready(receiver);
    assertThat(channel).hasToString("Oneshot[received]");
  }
}
