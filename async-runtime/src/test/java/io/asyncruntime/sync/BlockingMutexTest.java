package io.asyncruntime.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.HeldGuard;
import io.asyncruntime.internal.wait.HeldGuards;
import io.asyncruntime.metrics.MutexMetrics;
import io.asyncruntime.sync.BlockingMutex.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingMutexTest {
  private final BlockingMutex<String> mutex = new BlockingMutex<>("a");
  private final Ambient here = Ambient.current();

  @AfterEach
  void leaveThePoll() {
    here.asyncDepth = 0;
    here.heldGuards = null;
  }

  @Test
  void theGuardReadsAndWritesTheValue() {
    try (Guard<String> guard = mutex.lock()) {
      assertThat(guard.get()).isEqualTo("a");
      guard.set("b");
    }
    assertThat(mutex.<String>withLock(value -> value + "!")).isEqualTo("b!");
  }

  @Test
  void withLockUnlocksAlsoWhenTheFunctionThrows() {
    IllegalArgumentException boom = new IllegalArgumentException("boom");
    assertThatThrownBy(() -> mutex.withLock(value -> {
      throw boom;
    })).isSameAs(boom);
    assertThat(mutex.tryLock()).isPresent();
    assertThatNullPointerException().isThrownBy(() -> mutex.withLock(null));
  }

  @Test
  void itIsNotReentrant() {
    Guard<String> guard = mutex.lock();
    assertThat(mutex.tryLock()).isEmpty();
    assertThatIllegalStateException().isThrownBy(mutex::lock).withMessageContaining("not re-entrant");
    guard.close();
    assertThat(mutex.tryLock()).isPresent();
  }

  @Test
  void theGuardBelongsToTheThreadThatLocked() {
    Guard<String> guard = mutex.lock();
    assertThatThrownBy(() -> CompletableFuture.runAsync(guard::close).join()).isInstanceOf(CompletionException.class)
        .cause().isInstanceOf(IllegalMonitorStateException.class)
        .hasMessageContaining(Thread.currentThread().getName());
    assertThatThrownBy(() -> CompletableFuture.supplyAsync(guard::get).join())
        .hasCauseInstanceOf(IllegalMonitorStateException.class);
    assertThat(mutex.tryLock()).isEmpty();
    guard.close();
    guard.close();
    CompletableFuture.runAsync(guard::close).join();
    assertThatIllegalStateException().isThrownBy(guard::get).withMessageContaining("lock the mutex again");
    assertThatIllegalStateException().isThrownBy(() -> guard.set("c"));
    assertThat(mutex.tryLock()).isPresent();
  }

  @Test
  void othersWaitInOrder() throws Exception {
    Guard<String> held = mutex.lock();
    MutexMetrics figures = mutex.metrics();
    List<String> order = new ArrayList<>(); // guarded by mutex
    List<Thread> threads = new ArrayList<>();
    for (String name : List.of("first", "second")) {
      Thread thread = new Thread(() -> addUnderLock(order, name));
      threads.add(thread);
      int before = figures.waiting();
      thread.start();
      while (figures.waiting() == before) {
        Thread.onSpinWait();
      }
    }
    assertThat(figures.contended()).isEqualTo(2);
    assertThat(figures.locked()).isTrue();
    held.close();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(order).containsExactly("first", "second");
    assertThat(figures.acquisitions()).isEqualTo(3);
    assertThat(figures.waiting()).isZero();
    assertThat(figures.locked()).isFalse();
    assertThat(figures.totalWait()).isPositive();
    assertThat(figures.maxWait()).isPositive();
    assertThat(figures.totalHold()).isPositive();
    assertThat(figures.maxHold()).isPositive();
    assertThat(figures.name()).isEmpty();
  }

  private void addUnderLock(List<String> order, String name) {
    mutex.withLock(value -> order.add(name));
  }

  @Test
  void anInterruptDoesNotEndTheWait() throws Exception {
    Guard<String> held = mutex.lock();
    boolean[] interrupted = new boolean[1];
    Thread thread = new Thread(() -> {
      Guard<String> guard = mutex.lock();
      interrupted[0] = Thread.interrupted();
      guard.close();
    });
    thread.start();
    while (mutex.metrics().waiting() == 0) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    held.close();
    thread.join();
    assertThat(interrupted[0]).isTrue();
  }

  @Test
  void aGuardTakenInTheSuspendedPollIsReleasedAndBothPlacesAreNamed() {
    here.asyncDepth = 1;
    HeldGuard mark = HeldGuards.mark();
    Guard<String> guard = mutex.lock();
    assertThatIllegalStateException().isThrownBy(() -> HeldGuards.checkSuspension(mark, "task 7"))
        .withMessageContaining("taken at io.asyncruntime.sync.BlockingMutexTest.aGuardTakenInTheSuspendedPoll")
        .withMessageContaining("BlockingMutexTest.java:")
        .withMessageContaining("when task 7 was suspended at io.asyncruntime"
            + ".sync.BlockingMutexTest.lambda")
        .withMessageContaining("use Mutex");
    assertThat(mutex.tryLock()).isPresent();
    assertThatCode(guard::close).doesNotThrowAnyException();
    assertThatIllegalStateException().isThrownBy(guard::get).withMessageContaining("suspended");
  }

  @Test
  void allGuardsOfTheSuspendedPollAreReleased() {
    BlockingMutex<Integer> other = new BlockingMutex<>(1);
    here.asyncDepth = 1;
    HeldGuard mark = HeldGuards.mark();
    mutex.lock();
    other.lock();
    assertThatIllegalStateException().isThrownBy(() -> HeldGuards.checkSuspension(mark, "task 7"));
    assertThat(mutex.tryLock()).isPresent();
    assertThat(other.tryLock()).isPresent();
  }

  @Test
  void whatWasHeldBeforeThePollIsNotBlamed() {
    Guard<String> outer = mutex.lock();
    here.asyncDepth = 1;
    HeldGuard mark = HeldGuards.mark();
    new BlockingMutex<>(1).lock().close();
    HeldGuards.checkSuspension(mark, "task 7");
    assertThat(outer.get()).isEqualTo("a");
    outer.close();
    HeldGuards.checkSuspension(mark, "task 7");
  }

  @Test
  void aGuardTakenAfterAnOuterOneWasClosedInThePollIsBlamed() {
    BlockingMutex<Integer> other = new BlockingMutex<>(1);
    Guard<String> outer = mutex.lock();
    HeldGuard mark = HeldGuards.mark();
    outer.close();
    other.lock();
    assertThatIllegalStateException().isThrownBy(() -> HeldGuards.checkSuspension(mark, "task 7"));
    assertThat(other.tryLock()).isPresent();
  }

  @Test
  void guardsMayBeClosedOutOfOrder() {
    BlockingMutex<Integer> other = new BlockingMutex<>(1);
    HeldGuard mark = HeldGuards.mark();
    Guard<String> first = mutex.lock();
    Guard<Integer> second = other.lock();
    first.close();
    assertThat(here.heldGuards).isSameAs(second);
    second.close();
    assertThat(here.heldGuards).isNull();
    HeldGuards.checkSuspension(mark, "task 7");
  }

  @Test
  void theDriverMayReleaseWhatABodyLockedOnAnotherThread() throws Exception {
    Guard<String> guard = CompletableFuture.supplyAsync(mutex::lock).get();
    HeldGuards.push(here, (BlockingGuard<String>) guard);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> HeldGuards.checkSuspension(null, "task 7"));
    assertThat(mutex.tryLock()).isPresent();
  }

  @Test
  void manyThreadsTakeTurns() {
    BlockingMutex<int[]> counter = new BlockingMutex<>(new int[1]);
    int rounds = 5_000;
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      all.add(CompletableFuture.runAsync(() -> {
        for (int i = 0; i < rounds; i++) {
          counter.withLock(value -> value[0]++);
        }
      }));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    assertThat(counter.<Integer>withLock(value -> value[0])).isEqualTo(4 * rounds);
    assertThat(counter.metrics().acquisitions()).isEqualTo(4L * rounds + 1);
  }
}
