package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a waiter was given, and did not take before it was dropped, goes to those behind it. */
class ChosenThenDroppedTest {
  @Test
  void theTurnOfAOnceCellPassesOn() throws Exception {
    OnceCell<String> cell = new OnceCell<>();
    Future<String> computing = cell.getOrInit(Future::pending);
    Future<String> chosen = cell.getOrInit(() -> Future.ready("chosen"));
    Future<String> behind = cell.getOrInit(() -> Future.ready("behind"));
    pending(computing);
    RecordingWaker a = pending(chosen);
    RecordingWaker b = pending(behind);
    computing.drop();
    assertThat(a.takeWake()).isTrue();
    assertThat(b.takeWake()).isFalse();
    chosen.drop();
    assertThat(b.takeWake()).isTrue();
    assertThat(ready(behind)).isEqualTo("behind");
  }

  @Test
  void whatALargeAcquireCollectedServesSeveralSmallOnes() throws Exception {
    Semaphore semaphore = new Semaphore(3);
    Future<Semaphore.Permit> large = semaphore.acquireMany(4);
    Future<Semaphore.Permit> two = semaphore.acquireMany(2);
    Future<Semaphore.Permit> one = semaphore.acquire();
    pending(large);
    RecordingWaker a = pending(two);
    RecordingWaker b = pending(one);
    assertThat(semaphore.forgetPermits(1)).as("permits left beside those collected").isZero();
    large.drop();
    assertThat(a.takeWake()).isTrue();
    assertThat(b.takeWake()).isTrue();
    ready(two).close();
    ready(one).close();
    assertThat(semaphore.availablePermits()).isEqualTo(3);
  }

  @Test
  void theWakeOfAMessagePassesToTheOtherReader() throws Exception {
    Mpsc<Integer> channel = Mpsc.bounded(2);
    Future<Optional<Integer>> chosen = channel.receiver().recv();
    Future<Optional<Integer>> behind = channel.receiver().recv();
    pending(chosen);
    RecordingWaker waker = pending(behind);
    assertThat(channel.sender().trySend(1)).isEqualTo(TrySendResult.OK);
    chosen.drop();
    assertThat(waker.takeWake()).isTrue();
    assertThat(ready(behind)).contains(1);
  }

  @Test
  void aLockHandedToOneWhoGaveUpIsFreeAndNoAcquisition() throws Exception {
    Mutex<String> mutex = new Mutex<>("a");
    Mutex.Guard<String> guard = ready(mutex.lock());
    Future<Mutex.Guard<String>> chosen = mutex.lock();
    pending(chosen);
    guard.close();
    chosen.drop();
    assertThat(mutex.metrics().locked()).isFalse();
    assertThat(mutex.metrics().waiting()).isZero();
    assertThat(mutex.metrics().contended()).isEqualTo(1);
    assertThat(mutex.metrics().acquisitions()).isEqualTo(1);
  }
}
