package io.asyncruntime.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.testkit.RecordingWaker;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The smaller words of tokio::sync that a Tokio user looks for: weak senders, split permits, values that did not change. */
class VocabularyTest {
  @Test
  void aPermitIsSplitAndMerged() {
    Semaphore semaphore = new Semaphore(5);
    Semaphore.Permit all = semaphore.tryAcquireMany(5).orElseThrow();
    Semaphore.Permit two = all.split(2);
    assertThat(List.of(all.permits(), two.permits())).containsExactly(3, 2);
    all.close();
    assertThat(semaphore.availablePermits()).isEqualTo(3);
    Semaphore.Permit one = semaphore.tryAcquire().orElseThrow();
    two.merge(one);
    one.close();
    assertThat(two.permits()).isEqualTo(3);
    two.close();
    assertThat(semaphore.availablePermits()).isEqualTo(5);
    assertThat(two.permits()).isZero();
  }

  @Test
  void splitAndMergeRefuseWhatCannotBe() {
    Semaphore semaphore = new Semaphore(2);
    Semaphore.Permit permit = semaphore.tryAcquire().orElseThrow();
    Semaphore.Permit other = semaphore.tryAcquire().orElseThrow();
    Semaphore.Permit foreign = new Semaphore(1).tryAcquire().orElseThrow();
    assertThatIllegalArgumentException().isThrownBy(() -> permit.split(2)).withMessageContaining("2");
    assertThatIllegalArgumentException().isThrownBy(() -> permit.split(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> permit.merge(foreign));
    assertThatIllegalArgumentException().isThrownBy(() -> permit.merge(permit));
    permit.close();
    assertThatIllegalStateException().isThrownBy(() -> permit.split(0));
    assertThatIllegalStateException().isThrownBy(() -> permit.merge(other));
    assertThatIllegalStateException().isThrownBy(() -> other.merge(permit));
    assertThat(other.permits()).isEqualTo(1);
  }

  @Test
  void aLockForSoManyReaders() {
    RwLock<String> lock = new RwLock<>("a", 2);
    RwLock.ReadGuard<String> first = lock.tryRead().orElseThrow();
    RwLock.ReadGuard<String> second = lock.tryRead().orElseThrow();
    assertThat(lock.tryRead()).isEmpty();
    first.close();
    second.close();
    RwLock.ReadGuard<String> downgraded = lock.tryWrite().orElseThrow().downgrade();
    assertThat(lock.tryRead()).isPresent();
    assertThat(lock.tryWrite()).isEmpty();
    downgraded.close();
    assertThatIllegalArgumentException().isThrownBy(() -> new RwLock<>("a", 0)).withMessageContaining("maxReaders");
    assertThatIllegalArgumentException().isThrownBy(() -> new RwLock<>("a", RwLock.MAX_READERS + 1));
  }

  @Test
  void aWatchTellsNobodyOfWhatDidNotChange() throws Exception {
    Watch<String> watch = Watch.channel("a");
    Watch.Receiver<String> receiver = watch.subscribe();
    assertThat(watch.sendIfModified(value -> value)).isFalse();
    assertThat(receiver.hasChanged()).isFalse();
    assertThat(watch.sendIfModified(value -> value + "b")).isTrue();
    assertThat(receiver.borrowAndUpdate()).isEqualTo("ab");
    assertThat(watch.sendReplace("c")).isEqualTo("ab");
    receiver.markUnchanged();
    assertThat(receiver.hasChanged()).isFalse();
    receiver.markChanged();
    assertThat(receiver.hasChanged()).isTrue();
    Polls.ready(receiver.changed());
    assertThat(receiver.hasChanged()).isFalse();
    watch.close();
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> watch.sendIfModified(value -> value));
  }

  @Test
  void aWeakSenderDoesNotKeepTheChannelOpen() throws Exception {
    Mpsc<String> channel = Mpsc.bounded(2);
    Mpsc.WeakSender<String> weak = channel.sender().downgrade();
    Mpsc.Sender<String> second = weak.upgrade().orElseThrow();
    assertThat(channel.receiver().senderCount()).isEqualTo(2);
    assertThat(second.senderCount()).isEqualTo(2);
    assertThat(second.sameChannel(channel.sender())).isTrue();
    assertThat(second.sameChannel(Mpsc.bounded(1).sender())).isFalse();
    channel.sender().close();
    assertThat(channel.receiver().isClosed()).isFalse();
    second.close();
    assertThat(weak.upgrade()).isEmpty();
    assertThat(channel.receiver().isClosed()).isTrue();
    assertThat(Polls.ready(channel.receiver().recv())).isEmpty();
  }

  @Test
  void slotsAreReservedWithoutWaiting() {
    Mpsc<String> channel = Mpsc.bounded(3);
    List<Mpsc.SendPermit<String>> two = channel.sender().tryReserveMany(2).orElseThrow();
    assertThat(channel.sender().tryReserveMany(2)).isEmpty();
    Mpsc.SendPermit<String> third = channel.sender().tryReserve().orElseThrow();
    assertThat(channel.sender().tryReserve()).isEmpty();
    third.send("a");
    two.forEach(Mpsc.SendPermit::close);
    assertThat(channel.receiver().tryRecv()).contains("a");
    assertThat(channel.sender().capacity()).isEqualTo(3);
    assertThatIllegalArgumentException().isThrownBy(() -> channel.sender().tryReserveMany(4))
        .withMessageContaining("3");
    channel.receiver().close();
    assertThat(channel.sender().tryReserve()).isEmpty();
  }

  @Test
  void aOneshotReceiverSaysHowFarItIs() throws Exception {
    Oneshot<String> channel = Oneshot.channel();
    assertThat(channel.receiver().isEmpty()).isTrue();
    assertThat(channel.receiver().poll(new RecordingWaker()).isReady()).isFalse();
    assertThat(channel.sender().send("a")).isTrue();
    assertThat(channel.receiver().isEmpty()).isFalse();
    assertThat(channel.receiver().isTerminated()).isFalse();
    Polls.ready(channel.receiver());
    assertThat(channel.receiver().isEmpty()).isTrue();
    assertThat(channel.receiver().isTerminated()).isTrue();
    Oneshot<String> dropped = Oneshot.channel();
    dropped.receiver().drop();
    assertThat(dropped.receiver().isTerminated()).isTrue();
  }

  @Test
  void aBroadcastSaysWhatItKeeps() {
    Broadcast<String> channel = Broadcast.channel(2);
    Broadcast.Receiver<String> slow = channel.subscribe();
    Broadcast.Receiver<String> quick = channel.subscribe();
    channel.send("a");
    channel.send("b");
    channel.send("c");
    assertThat(channel.size()).isEqualTo(2);
    assertThat(slow.size()).isEqualTo(3);
    assertThatExceptionOfType(LaggedException.class).isThrownBy(quick::tryRecv);
    assertThat(quick.tryRecv()).contains("b");
    Broadcast.Receiver<String> later = quick.resubscribe();
    assertThat(later.size()).isZero();
    slow.close();
    assertThat(channel.size()).isEqualTo(1);
    channel.close();
    assertThat(quick.isEnded()).isFalse();
    assertThat(quick.blockingRecv()).contains("c");
    assertThat(quick.isEnded()).isTrue();
    assertThat(later.blockingRecv()).isEqualTo(Optional.empty());
  }
}
