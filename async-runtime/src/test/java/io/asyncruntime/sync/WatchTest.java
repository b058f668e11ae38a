package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
import static io.asyncruntime.sync.Polls.withBudget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final Watch<Integer> watch = Watch.channel(1);
  private final Watch.Receiver<Integer> receiver = watch.subscribe();

  @Test
  void theInitialValueCountsAsSeen() throws Exception {
    assertThat(receiver.hasChanged()).isFalse();
    assertThat(receiver.borrow()).isEqualTo(1);
    pending(receiver.changed());
  }

  @Test
  void aChangeIsSeenOnce() throws Exception {
    Future<Void> changed = receiver.changed();
    RecordingWaker waker = pending(changed);
    watch.send(2);
    watch.send(3);
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(receiver.hasChanged()).isTrue();
    ready(changed);
    assertThat(receiver.hasChanged()).isFalse();
    assertThat(receiver.borrow()).isEqualTo(3);
    pending(receiver.changed());
    assertThatIllegalStateException().isThrownBy(() -> changed.poll(waker))
        .withMessageContaining("Watch.Receiver.changed()");
  }

  @Test
  void borrowLeavesAChangeUnseenAndBorrowAndUpdateDoesNot() throws Exception {
    watch.send(2);
    assertThat(receiver.borrow()).isEqualTo(2);
    assertThat(receiver.hasChanged()).isTrue();
    assertThat(receiver.borrowAndUpdate()).isEqualTo(2);
    assertThat(receiver.hasChanged()).isFalse();
    pending(receiver.changed());
  }

  @Test
  void everyReceiverRemembersForItself() throws Exception {
    Watch.Receiver<Integer> other = watch.subscribe();
    RecordingWaker a = pending(receiver.changed());
    RecordingWaker b = pending(other.changed());
    watch.send(2);
    assertThat(a.wakes() + b.wakes()).isEqualTo(2);
    Watch.Receiver<Integer> late = watch.subscribe();
    assertThat(late.hasChanged()).isFalse();
    ready(receiver.changed());
    assertThat(other.hasChanged()).isTrue();
  }

  @Test
  void aDroppedWaitMissesNothing() throws Exception {
    Future<Void> dropped = receiver.changed();
    RecordingWaker waker = pending(dropped);
    dropped.drop();
    watch.send(2);
    assertThat(waker.wakes()).isZero();
    ready(receiver.changed());
    assertThatIllegalStateException().isThrownBy(() -> dropped.poll(waker));
  }

  @Test
  void sendStoresAlsoWithoutReceivers() throws Exception {
    receiver.close();
    watch.send(7);
    assertThat(watch.borrow()).isEqualTo(7);
    watch.sendModify(value -> value + 1);
    assertThat(watch.subscribe().borrow()).isEqualTo(8);
  }

  @Test
  void aModificationThatThrowsChangesNothing() throws Exception {
    RecordingWaker waker = pending(receiver.changed());
    IllegalArgumentException boom = new IllegalArgumentException("boom");
    assertThatThrownBy(() -> watch.sendModify(value -> {
      throw boom;
    })).isSameAs(boom);
    assertThat(watch.borrow()).isEqualTo(1);
    assertThat(receiver.hasChanged()).isFalse();
    assertThat(waker.wakes()).isZero();
    assertThatNullPointerException().isThrownBy(() -> watch.sendModify(null));
  }

  @Test
  void returningTheSameObjectIsAChange() {
    watch.sendModify(value -> value);
    assertThat(receiver.hasChanged()).isTrue();
  }

  @Test
  void waitForLooksAtThePresentValueFirst() throws Exception {
    assertThat(ready(receiver.waitFor(value -> value == 1))).isEqualTo(1);
    Future<Integer> big = receiver.waitFor(value -> value > 10);
    RecordingWaker waker = pending(big);
    watch.send(5);
    assertThat(waker.takeWake()).isTrue();
    pending(big, waker);
    assertThat(receiver.hasChanged()).isFalse();
    watch.send(11);
    assertThat(waker.takeWake()).isTrue();
    assertThat(ready(big)).isEqualTo(11);
    assertThat(receiver.hasChanged()).isFalse();
    assertThatNullPointerException().isThrownBy(() -> receiver.waitFor(null));
  }

  @Test
  void waitForTestsAValueThatNothingHasReplacedOnce() throws Exception {
    List<Integer> tested = new ArrayList<>();
    Future<Integer> never = receiver.waitFor(value -> {
      tested.add(value);
      return false;
    });
    pending(never);
    pending(never);
    watch.send(2);
    pending(never);
    assertThat(tested).containsExactly(1, 2);
  }

  @Test
  void aTestThatThrowsFailsTheFuture() {
    IllegalArgumentException boom = new IllegalArgumentException("boom");
    Future<Integer> failing = receiver.waitFor(value -> {
      throw boom;
    });
    assertThatThrownBy(() -> failing.poll(new RecordingWaker())).isSameAs(boom);
    assertThatIllegalStateException().isThrownBy(() -> failing.poll(new RecordingWaker()));
  }

  @Test
  void aClosedChannelShowsItsLastValueFirst() throws Exception {
    Future<Void> waiting = receiver.changed();
    watch.send(2);
    watch.close();
    watch.close();
    ready(waiting);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> ready(receiver.changed()));
    assertThatExceptionOfType(ClosedException.class).isThrownBy(receiver::hasChanged);
    assertThat(ready(receiver.waitFor(value -> value == 2))).isEqualTo(2);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> ready(receiver.waitFor(value -> value == 3)));
    assertThat(receiver.borrow()).isEqualTo(2);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> watch.send(3));
    assertThat(watch).hasToString("Watch[2, version 1, closed]");
  }

  @Test
  void closeWakesThoseWhoWait() throws Exception {
    Future<Void> changed = receiver.changed();
    RecordingWaker waker = pending(changed);
    watch.close();
    assertThat(waker.wakes()).isEqualTo(1);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> changed.poll(waker));
  }

  @Test
  void closedIsReadyWhenTheLastReceiverIsGoneAndSubscribeOpensAgain() throws Exception {
    Watch.Receiver<Integer> other = watch.subscribe();
    Future<Void> closed = watch.closed();
    RecordingWaker waker = pending(closed);
    receiver.close();
    receiver.close();
    assertThat(waker.wakes()).isZero();
    assertThat(watch.receiverCount()).isEqualTo(1);
    other.close();
    assertThat(waker.wakes()).isEqualTo(1);
    Watch.Receiver<Integer> again = watch.subscribe();
    pending(closed, waker);
    again.close();
    ready(closed);
    ready(Watch.channel(0).closed());
  }

  @Test
  void aClosedReceiverFails() throws Exception {
    Future<Void> changed = receiver.changed();
    RecordingWaker waker = pending(changed);
    receiver.close();
    assertThat(waker.wakes()).isEqualTo(1);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> changed.poll(waker))
        .withMessageContaining("subscribe()");
  }

  @Test
  void nullIsAValue() {
    Watch<String> empty = Watch.channel(null);
    assertThat(empty.borrow()).isNull();
    empty.send("a");
    empty.send(null);
    assertThat(empty.subscribe().borrow()).isNull();
  }

  @Test
  void noModificationIsLost() {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      all.add(CompletableFuture.runAsync(() -> {
        for (int i = 0; i < 1_000; i++) {
          watch.sendModify(value -> value + 1);
        }
      }));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    assertThat(watch.borrow()).isEqualTo(4_001);
  }

  @Test
  void theBudgetIsTakenAndGivenBack() throws Exception {
    assertThat(withBudget(3, () -> pending(receiver.changed()))).isEqualTo(3);
    assertThat(withBudget(3, () -> pending(watch.closed()))).isEqualTo(3);
    watch.send(2);
    assertThat(withBudget(3, () -> ready(receiver.changed()))).isEqualTo(2);
  }
}
