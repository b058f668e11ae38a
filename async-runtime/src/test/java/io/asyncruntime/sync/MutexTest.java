package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.inAsyncCode;
import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
import static io.asyncruntime.sync.Polls.withBudget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.metrics.MutexMetrics;
import io.asyncruntime.sync.Mutex.Guard;
import io.asyncruntime.testkit.RecordingWaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MutexTest {
  private final Mutex<String> mutex = new Mutex<>("a");

  @Test
  void theGuardReadsAndWritesTheValue() throws Exception {
    try (Guard<String> guard = ready(mutex.lock())) {
      assertThat(guard.get()).isEqualTo("a");
      guard.set("b");
      assertThat(guard.mutex()).isSameAs(mutex);
    }
    try (Guard<String> guard = ready(mutex.lock())) {
      assertThat(guard.get()).isEqualTo("b");
    }
  }

  @Test
  void aNullValueIsAValue() throws Exception {
    Mutex<String> empty = new Mutex<>(null);
    try (Guard<String> guard = ready(empty.lock())) {
      assertThat(guard.get()).isNull();
    }
  }

  @Test
  void nothingHappensBeforeTheFirstPoll() {
    Future<Guard<String>> lock = mutex.lock();
    assertThat(mutex.metrics().locked()).isFalse();
    lock.drop();
    assertThat(mutex.tryLock()).isPresent();
  }

  @Test
  void theLockGoesToTheOldestWaiterInOrderOfTheFirstPoll() throws Exception {
    Guard<String> held = ready(mutex.lock());
    Future<Guard<String>> madeFirst = mutex.lock();
    Future<Guard<String>> polledFirst = mutex.lock();
    RecordingWaker first = pending(polledFirst);
    RecordingWaker second = pending(madeFirst);
    held.close();
    assertThat(first.takeWake()).isTrue();
    assertThat(second.takeWake()).isFalse();
    pending(madeFirst);
    Guard<String> next = ready(polledFirst);
    next.close();
    ready(madeFirst).close();
  }

  @Test
  void nobodySlipsInBetweenUnlockAndTheWaitersPoll() throws Exception {
    Guard<String> held = ready(mutex.lock());
    Future<Guard<String>> waiter = mutex.lock();
    pending(waiter);
    held.close();
    assertThat(mutex.tryLock()).isEmpty();
    Future<Guard<String>> late = mutex.lock();
    pending(late);
    ready(waiter).close();
    ready(late).close();
    assertThat(mutex.metrics().locked()).isFalse();
  }

  @Test
  void onlyTheLatestWakerIsCalled() throws Exception {
    Guard<String> held = ready(mutex.lock());
    Future<Guard<String>> waiter = mutex.lock();
    RecordingWaker old = pending(waiter);
    RecordingWaker latest = pending(waiter);
    pending(waiter, latest);
    held.close();
    assertThat(old.wakes()).isZero();
    assertThat(latest.wakes()).isEqualTo(1);
  }

  @Test
  void dropOfAWaiterLeavesTheQueueFromAnyPlace() throws Exception {
    Guard<String> held = ready(mutex.lock());
    List<Future<Guard<String>>> waiters = List.of(mutex.lock(), mutex.lock(), mutex.lock(), mutex.lock());
    for (Future<Guard<String>> waiter : waiters) {
      pending(waiter);
    }
    waiters.get(1).drop();
    waiters.get(0).drop();
    waiters.get(3).drop();
    waiters.get(3).drop();
    assertThat(mutex.metrics().waiting()).isEqualTo(1);
    held.close();
    ready(waiters.get(2)).close();
    assertThat(mutex.tryLock()).isPresent();
  }

  @Test
  void whenTheLastWaiterHasLeftTheHolderFreesTheMutex() throws Exception {
    Guard<String> held = ready(mutex.lock());
    Future<Guard<String>> waiter = mutex.lock();
    pending(waiter);
    waiter.drop();
    assertThat(mutex.tryLock()).isEmpty();
    held.close();
    assertThat(mutex.tryLock()).isPresent();
  }

  @Test
  void aDroppedWaiterThatWasHandedTheLockPassesItOn() throws Exception {
    Guard<String> held = ready(mutex.lock());
    Future<Guard<String>> first = mutex.lock();
    Future<Guard<String>> second = mutex.lock();
    pending(first);
    RecordingWaker waker = pending(second);
    held.close();
    first.drop();
    assertThat(waker.takeWake()).isTrue();
    ready(second).close();
    Future<Guard<String>> third = mutex.lock();
    Guard<String> again = ready(mutex.lock());
    pending(third);
    again.close();
    third.drop();
    assertThat(mutex.tryLock()).isPresent();
  }

  @Test
  void dropAfterCompletionDoesNotUnlock() throws Exception {
    Future<Guard<String>> lock = mutex.lock();
    Guard<String> guard = ready(lock);
    lock.drop();
    assertThat(guard.get()).isEqualTo("a");
    assertThat(mutex.tryLock()).isEmpty();
  }

  @Test
  void pollingAfterCompletionOrDropIsMisuse() throws Exception {
    Future<Guard<String>> lock = mutex.lock();
    ready(lock);
    assertThatIllegalStateException().isThrownBy(() -> lock.poll(new RecordingWaker()))
        .withMessageContaining("Mutex.lock() polled after completion");
    Future<Guard<String>> dropped = mutex.lock();
    dropped.drop();
    assertThatIllegalStateException().isThrownBy(() -> dropped.poll(new RecordingWaker()))
        .withMessageContaining("polled after drop()").withMessageContaining("borrow()");
  }

  @Test
  void aSecondCloseDoesNothingWhoeverHoldsTheLockNow() throws Exception {
    Guard<String> first = ready(mutex.lock());
    first.close();
    first.close();
    Guard<String> second = ready(mutex.lock());
    first.close();
    assertThat(mutex.tryLock()).isEmpty();
    Future<Guard<String>> waiter = mutex.lock();
    pending(waiter);
    first.close();
    pending(waiter);
    second.close();
    ready(waiter).close();
  }

  @Test
  void aClosedGuardIsOfNoUse() throws Exception {
    Guard<String> guard = ready(mutex.lock());
    guard.close();
    assertThatIllegalStateException().isThrownBy(guard::get).withMessageContaining("lock the mutex again");
    assertThatIllegalStateException().isThrownBy(() -> guard.set("c"));
    Guard<String> next = ready(mutex.lock());
    assertThatIllegalStateException().isThrownBy(guard::get);
    assertThat(next.get()).isEqualTo("a");
  }

  @Test
  void aGuardMayBeClosedOnAnotherThread() throws Exception {
    Guard<String> guard = ready(mutex.lock());
    CompletableFuture.runAsync(guard::close).join();
    assertThat(mutex.tryLock()).isPresent();
  }

  @Test
  void tryLockFailsWhileLocked() {
    Guard<String> guard = mutex.tryLock().orElseThrow();
    assertThat(mutex.tryLock()).isEmpty();
    guard.close();
    assertThat(mutex.tryLock()).isPresent();
  }

  @Test
  void withLockUnlocksAlsoWhenTheFunctionThrows() throws Exception {
    String result = ready(mutex.withLock(value -> value + "!"));
    assertThat(result).isEqualTo("a!");
    IllegalArgumentException boom = new IllegalArgumentException("boom");
    Future<Object> failing = mutex.withLock(value -> {
      throw boom;
    });
    assertThatThrownBy(() -> failing.poll(new RecordingWaker())).isSameAs(boom);
    assertThat(mutex.tryLock()).isPresent();
  }

  @Test
  void withLockWaitsAndLeavesTheQueueWhenDropped() throws Exception {
    Guard<String> held = ready(mutex.lock());
    Future<Integer> waiting = mutex.withLock(String::length);
    pending(waiting);
    waiting.drop();
    held.close();
    assertThat(mutex.tryLock()).isPresent();
    assertThatNullPointerException().isThrownBy(() -> mutex.withLock(null));
  }

  @Test
  void theBudgetIsTakenAndGivenBack() throws Exception {
    assertThat(withBudget(5, () -> ready(mutex.lock()).close())).isEqualTo(4);
    Guard<String> held = ready(mutex.lock());
    Future<Guard<String>> waiter = mutex.lock();
    assertThat(withBudget(5, () -> pending(waiter))).isEqualTo(5);
    held.close();
    RecordingWaker waker = new RecordingWaker();
    withBudget(0, () -> pending(waiter, waker));
    assertThat(waker.wakes()).isEqualTo(1);
    ready(waiter).close();
    withBudget(0, () -> assertThat(mutex.tryLock()).isPresent());
  }

  @Test
  void blockingLockWaitsOnAPlainThread() throws Exception {
    Guard<String> held = mutex.blockingLock();
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> {
      started.countDown();
      try (Guard<String> guard = mutex.blockingLock()) {
        return guard.get();
      }
    });
    started.await();
    held.set("z");
    held.close();
    assertThat(other.get()).isEqualTo("z");
  }

  @Test
  void blockingLockInAsyncCodeIsMisuse() {
    assertThatIllegalStateException().isThrownBy(() -> inAsyncCode(mutex::blockingLock))
        .withMessageContaining("await lock()");
  }

  @Test
  void anInterruptedBlockingLockGivesUpAndKeepsTheFlag() throws Exception {
    Guard<String> held = ready(mutex.lock());
    Thread.currentThread().interrupt();
    assertThatThrownBy(mutex::blockingLock).isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(mutex.metrics().waiting()).isZero();
    held.close();
    assertThat(mutex.tryLock()).isPresent();
  }

  @Test
  void figuresCountLocksAndWaits() throws Exception {
    MutexMetrics figures = mutex.metrics();
    Guard<String> held = ready(mutex.lock());
    assertThat(figures.locked()).isTrue();
    Future<Guard<String>> patient = mutex.lock();
    Future<Guard<String>> hasty = mutex.lock();
    pending(patient);
    pending(hasty);
    assertThat(figures.waiting()).isEqualTo(2);
    assertThat(figures.contended()).isEqualTo(2);
    assertThat(figures.acquisitions()).isEqualTo(1);
    hasty.drop();
    assertThat(figures.waiting()).isEqualTo(1);
    assertThat(figures.contended()).isEqualTo(2);
    Duration waitedInVain = figures.totalWait();
    assertThat(waitedInVain).isPositive();
    held.close();
    assertThat(figures.totalWait()).isGreaterThan(waitedInVain);
    assertThat(figures.maxWait()).isPositive().isLessThanOrEqualTo(figures.totalWait());
    ready(patient).close();
    assertThat(figures.acquisitions()).isEqualTo(2);
    assertThat(figures.locked()).isFalse();
    assertThat(figures.totalHold()).isPositive();
    assertThat(figures.maxHold()).isPositive().isLessThanOrEqualTo(figures.totalHold());
    assertThat(figures.name()).isEmpty();
    assertThat(figures.toString()).contains("acquisitions 2", "contended 2");
  }

  @Test
  void aLockHandedToSomeoneWhoHadGivenUpIsNoAcquisition() throws Exception {
    Guard<String> held = ready(mutex.lock());
    Future<Guard<String>> waiter = mutex.lock();
    pending(waiter);
    held.close();
    waiter.drop();
    assertThat(mutex.metrics().acquisitions()).isEqualTo(1);
    assertThat(mutex.metrics().contended()).isEqualTo(1);
  }

  @Test
  void holdsAreMeasuredBeforeAnyoneHasAskedForFigures() {
    mutex.tryLock().orElseThrow().close();
    assertThat(mutex.metrics().totalHold()).isPositive();
  }

  @Test
  void afterManyLocksHoldsAreSampledUntilSomeoneAsks() {
    for (int i = 0; i < LockFigures.EXACT; i++) {
      mutex.tryLock().orElseThrow().close();
    }
    LockFigures figures = mutex.core.figures();
    long exact = figures.totalHold();
    mutex.tryLock().orElseThrow().close();
    assertThat(figures.totalHold()).isEqualTo(exact);
    for (int i = 0; i < LockFigures.SAMPLE; i++) {
      mutex.tryLock().orElseThrow().close();
    }
    assertThat(figures.totalHold()).isGreaterThan(exact);
    MutexMetrics metrics = mutex.metrics();
    Duration before = metrics.totalHold();
    mutex.tryLock().orElseThrow().close();
    assertThat(metrics.totalHold()).isGreaterThan(before);
  }

  @Test
  void aNamedMutexIsTimedAlways() {
    Mutex<Integer> named = Mutex.named("seats", 0);
    for (int i = 0; i < 2 * LockFigures.EXACT; i++) {
      named.tryLock().orElseThrow().close();
    }
    LockFigures figures = named.core.figures();
    long before = figures.totalHold();
    named.tryLock().orElseThrow().close();
    assertThat(figures.totalHold()).isGreaterThan(before);
    assertThat(named.metrics().name()).isEqualTo("seats");
    assertThat(named.toString()).isEqualTo("Mutex[\"seats\", free, 0 waiting]");
  }

  @Test
  void namesAreBounded() {
    assertThat(Mutex.named("n".repeat(256), 1).metrics().name()).hasSize(256);
    assertThatIllegalArgumentException().isThrownBy(() -> Mutex.named("n".repeat(257), 1))
        .withMessageContaining("257 characters").satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    assertThatIllegalArgumentException().isThrownBy(() -> Mutex.named(" ", 1));
    assertThatNullPointerException().isThrownBy(() -> Mutex.named(null, 1)).withMessageContaining("name");
  }

  @Test
  void manyThreadsTakeTurns() throws Exception {
    Mutex<int[]> counter = new Mutex<>(new int[1]);
    int threads = 4;
    int rounds = 5_000;
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      all.add(CompletableFuture.runAsync(() -> {
        for (int i = 0; i < rounds; i++) {
          try (Guard<int[]> guard = counter.blockingLock()) {
            guard.get()[0]++;
          }
        }
      }));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
    int count = ready(counter.withLock(value -> value[0]));
    assertThat(count).isEqualTo(threads * rounds);
    assertThat(counter.metrics().acquisitions()).isEqualTo(threads * rounds + 1);
    assertThat(counter.metrics().waiting()).isZero();
  }
}
