package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.inAsyncCode;
import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
import static io.asyncruntime.sync.Polls.withBudget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Semaphore.Permit;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SemaphoreTest {
  @Test
  void permitsComeAndGo() throws Exception {
    Semaphore semaphore = new Semaphore(2);
    Permit first = ready(semaphore.acquire());
    assertThat(semaphore.availablePermits()).isEqualTo(1);
    Permit second = semaphore.tryAcquire().orElseThrow();
    assertThat(semaphore.tryAcquire()).isEmpty();
    first.close();
    first.close();
    assertThat(semaphore.availablePermits()).isEqualTo(1);
    second.close();
    assertThat(semaphore.availablePermits()).isEqualTo(2);
    assertThat(semaphore.toString()).isEqualTo("Semaphore[2 available]");
  }

  @Test
  void theOldestWaiterIsServedFirst() throws Exception {
    Semaphore semaphore = new Semaphore(0);
    Future<Permit> first = semaphore.acquire();
    Future<Permit> second = semaphore.acquire();
    RecordingWaker firstWaker = pending(first);
    RecordingWaker secondWaker = pending(second);
    semaphore.addPermits(1);
    assertThat(firstWaker.takeWake()).isTrue();
    assertThat(secondWaker.takeWake()).isFalse();
    ready(first);
    pending(second);
    semaphore.addPermits(1);
    assertThat(secondWaker.takeWake()).isFalse(); // polled again since, with another waker
    ready(second);
  }

  @Test
  void aBigRequestTakesWhatIsFreeAndSmallOnesCannotOvertake() throws Exception {
    Semaphore semaphore = new Semaphore(3);
    Future<Permit> big = semaphore.acquireMany(5);
    RecordingWaker waker = pending(big);
    assertThat(semaphore.availablePermits()).isZero();
    assertThat(semaphore.tryAcquire()).isEmpty();
    Future<Permit> small = semaphore.acquire();
    pending(small);
    semaphore.addPermits(1);
    pending(small);
    assertThat(waker.takeWake()).isFalse();
    semaphore.addPermits(2);
    assertThat(waker.takeWake()).isTrue();
    Permit five = ready(big);
    ready(small);
    five.close();
    assertThat(semaphore.availablePermits()).isEqualTo(5);
  }

  @Test
  void oneReleaseCanServeMany() throws Exception {
    Semaphore semaphore = new Semaphore(0);
    Future<Permit> one = semaphore.acquire();
    Future<Permit> two = semaphore.acquireMany(2);
    Future<Permit> three = semaphore.acquireMany(3);
    RecordingWaker a = pending(one);
    RecordingWaker b = pending(two);
    RecordingWaker c = pending(three);
    semaphore.addPermits(4);
    assertThat(a.wakes() + b.wakes()).isEqualTo(2);
    assertThat(c.wakes()).isZero();
    ready(one);
    ready(two);
    semaphore.addPermits(5);
    ready(three);
    assertThat(semaphore.availablePermits()).isEqualTo(3);
  }

  @Test
  void aDroppedWaiterPassesOnWhatItHadCollected() throws Exception {
    Semaphore semaphore = new Semaphore(3);
    Future<Permit> big = semaphore.acquireMany(5);
    Future<Permit> next = semaphore.acquireMany(2);
    pending(big);
    RecordingWaker waker = pending(next);
    big.drop();
    big.drop();
    assertThat(waker.takeWake()).isTrue();
    ready(next);
    assertThat(semaphore.availablePermits()).isEqualTo(1);
  }

  @Test
  void aDroppedWaiterThatWasServedGivesBack() throws Exception {
    Semaphore semaphore = new Semaphore(0);
    Future<Permit> served = semaphore.acquireMany(2);
    pending(served);
    semaphore.addPermits(2);
    assertThat(semaphore.availablePermits()).isZero();
    served.drop();
    assertThat(semaphore.availablePermits()).isEqualTo(2);
  }

  @Test
  void dropOutOfTheMiddleKeepsTheOrder() throws Exception {
    Semaphore semaphore = new Semaphore(0);
    Future<Permit> a = semaphore.acquire();
    Future<Permit> b = semaphore.acquire();
    Future<Permit> c = semaphore.acquire();
    pending(a);
    pending(b);
    pending(c);
    b.drop();
    semaphore.addPermits(1);
    ready(a);
    pending(c);
    semaphore.addPermits(1);
    ready(c);
  }

  @Test
  void dropAfterCompletionReleasesNothing() throws Exception {
    Semaphore semaphore = new Semaphore(1);
    Future<Permit> acquire = semaphore.acquire();
    ready(acquire);
    acquire.drop();
    assertThat(semaphore.availablePermits()).isZero();
    assertThatIllegalStateException().isThrownBy(() -> acquire.poll(new RecordingWaker()))
        .withMessageContaining("Semaphore.acquire() polled after completion");
  }

  @Test
  void zeroPermitsWaitForNobody() throws Exception {
    Semaphore semaphore = new Semaphore(0);
    pending(semaphore.acquire());
    ready(semaphore.acquireMany(0)).close();
    assertThat(semaphore.tryAcquireMany(0)).isPresent();
    assertThat(semaphore.availablePermits()).isZero();
  }

  @Test
  void closeFailsThoseWhoWaitAndThoseWhoCome() throws Exception {
    Semaphore semaphore = new Semaphore(2);
    Permit held = ready(semaphore.acquire());
    Future<Permit> waiter = semaphore.acquireMany(4);
    RecordingWaker waker = pending(waiter);
    semaphore.close();
    semaphore.close();
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(semaphore.isClosed()).isTrue();
    assertThat(semaphore.availablePermits()).isEqualTo(1); // what the waiter had collected
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> waiter.poll(waker));
    assertThatIllegalStateException().isThrownBy(() -> waiter.poll(waker));
    waiter.drop();
    assertThat(semaphore.availablePermits()).isEqualTo(1);
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> semaphore.acquire().poll(waker));
    assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> semaphore.acquireMany(0).poll(waker));
    assertThatExceptionOfType(ClosedException.class).isThrownBy(semaphore::blockingAcquire);
    assertThat(semaphore.tryAcquire()).isEmpty();
    held.close();
    assertThat(semaphore.availablePermits()).isEqualTo(2);
    semaphore.addPermits(1);
    assertThat(semaphore.availablePermits()).isEqualTo(3);
    assertThat(semaphore.toString()).contains("closed");
  }

  @Test
  void aWaiterDroppedAfterCloseGivesNothingBackTwice() throws Exception {
    Semaphore semaphore = new Semaphore(1);
    Future<Permit> waiter = semaphore.acquireMany(3);
    pending(waiter);
    semaphore.close();
    waiter.drop();
    assertThat(semaphore.availablePermits()).isEqualTo(1);
  }

  @Test
  void aForgottenPermitIsGoneForGood() throws Exception {
    Semaphore semaphore = new Semaphore(2);
    Permit permit = ready(semaphore.acquire());
    permit.forget();
    permit.close();
    assertThat(semaphore.availablePermits()).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(permit::forget).withMessageContaining("acquire another");
    Permit closed = ready(semaphore.acquire());
    closed.close();
    assertThatIllegalStateException().isThrownBy(closed::forget);
    assertThat(semaphore.availablePermits()).isEqualTo(1);
  }

  @Test
  void forgetPermitsTakesWhatThereIs() {
    Semaphore semaphore = new Semaphore(5);
    assertThat(semaphore.forgetPermits(2)).isEqualTo(2);
    assertThat(semaphore.forgetPermits(9)).isEqualTo(3);
    assertThat(semaphore.forgetPermits(1)).isZero();
    assertThat(semaphore.availablePermits()).isZero();
  }

  @Test
  void numbersAreChecked() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Semaphore(-1)).withMessageContaining("permits")
        .withMessageContaining("-1");
    Semaphore semaphore = new Semaphore(Semaphore.MAX_PERMITS);
    assertThatIllegalArgumentException().isThrownBy(() -> semaphore.addPermits(1)).withMessageContaining("permits");
    assertThat(semaphore.availablePermits()).isEqualTo(Semaphore.MAX_PERMITS);
    assertThatIllegalArgumentException().isThrownBy(() -> semaphore.acquireMany(-2)).withMessageContaining("-2");
    assertThatIllegalArgumentException().isThrownBy(() -> semaphore.tryAcquireMany(-2));
    assertThatIllegalArgumentException().isThrownBy(() -> semaphore.addPermits(-2));
    assertThatIllegalArgumentException().isThrownBy(() -> semaphore.forgetPermits(-2));
  }

  @Test
  void twoPermitsOfTooManyAreNotMergedAndNothingIsLost() throws Exception {
    Semaphore semaphore = new Semaphore(Semaphore.MAX_PERMITS);
    Permit all = ready(semaphore.acquireMany(Semaphore.MAX_PERMITS));
    semaphore.addPermits(5);
    Permit five = ready(semaphore.acquireMany(5));
    assertThatIllegalArgumentException().isThrownBy(() -> all.merge(five)).withMessageContaining("and 5");
    assertThat(five.permits()).isEqualTo(5);
    assertThat(all.permits()).isEqualTo(Semaphore.MAX_PERMITS);
  }

  @Test
  void theBudgetIsTakenAndGivenBack() throws Exception {
    Semaphore semaphore = new Semaphore(1);
    assertThat(withBudget(3, () -> ready(semaphore.acquire()))).isEqualTo(2);
    Future<Permit> waiter = semaphore.acquire();
    assertThat(withBudget(3, () -> pending(waiter))).isEqualTo(3);
    RecordingWaker waker = new RecordingWaker();
    withBudget(0, () -> pending(semaphore.acquireMany(0), waker));
    assertThat(waker.wakes()).isEqualTo(1);
  }

  @Test
  void blockingAcquireWaitsOnAPlainThreadOnly() throws Exception {
    Semaphore semaphore = new Semaphore(0);
    CompletableFuture<Permit> other = CompletableFuture.supplyAsync(() -> semaphore.blockingAcquireMany(2));
    semaphore.addPermits(1);
    semaphore.addPermits(1);
    other.get().close();
    semaphore.blockingAcquire().close();
    assertThat(semaphore.availablePermits()).isEqualTo(2);
    assertThatIllegalStateException().isThrownBy(() -> inAsyncCode(semaphore::blockingAcquire))
        .withMessageContaining("await acquire()");
  }
}
