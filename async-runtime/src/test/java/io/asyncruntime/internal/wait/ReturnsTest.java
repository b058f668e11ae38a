package io.asyncruntime.internal.wait;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.internal.wait.FairSemaphore.PermitWaiter;
import io.asyncruntime.internal.wait.FairSemaphore.Verdict;
import io.asyncruntime.testkit.RecordingWaker;
import org.junit.jupiter.api.Test;

class ReturnsTest {
  private final Returns returns = new Returns();
  private final FairSemaphore semaphore = new FairSemaphore(2, returns);
  private final RecordingWaker waker = new RecordingWaker();

  @Test
  void whatIsReturnedIsFree() {
    assertThat(semaphore.tryAcquire(2)).isEqualTo(Verdict.GRANTED);
    assertThat(semaphore.tryAcquire(1)).isEqualTo(Verdict.PENDING);
    assertThat(returns.add(1)).isFalse();
    assertThat(semaphore.available()).isEqualTo(1);
    assertThat(semaphore.tryAcquire(2)).isEqualTo(Verdict.PENDING);
    assertThat(returns.add(1)).isFalse();
    assertThat(semaphore.tryAcquire(2)).isEqualTo(Verdict.GRANTED);
    assertThat(semaphore.available()).isZero();
  }

  @Test
  void whoWaitsIsServedInOrder() {
    semaphore.tryAcquire(2);
    PermitWaiter two = queued(2);
    PermitWaiter one = queued(1);
    giveBack(1);
    assertThat(semaphore.check(two, waker)).isEqualTo(Verdict.PENDING);
    assertThat(semaphore.check(one, waker)).isEqualTo(Verdict.PENDING);
    assertThat(waker.wakes()).isZero();
    giveBack(1);
    assertThat(semaphore.check(two, waker)).isEqualTo(Verdict.GRANTED);
    assertThat(semaphore.check(one, waker)).isEqualTo(Verdict.PENDING);
    assertThat(waker.wakes()).isEqualTo(1);
    giveBack(1);
    assertThat(semaphore.check(one, waker)).isEqualTo(Verdict.GRANTED);
    assertThat(returns.add(0)).as("nobody waits any more").isFalse();
  }

  @Test
  void whoComesAfterAReturnTakesItWithoutWaiting() {
    semaphore.tryAcquire(2);
    returns.add(1);
    assertThat(semaphore.acquireOrQueue(new PermitWaiter(1), waker)).isEqualTo(Verdict.GRANTED);
  }

  @Test
  void whoComesTooEarlyKeepsWhatWasReturnedBefore() {
    semaphore.tryAcquire(2);
    returns.add(1);
    PermitWaiter two = queued(2);
    assertThat(semaphore.available()).isZero();
    semaphore.cancel(two);
    assertThat(semaphore.available()).isEqualTo(1);
    assertThat(returns.add(0)).as("nobody waits any more").isFalse();
  }

  @Test
  void aClosedSemaphoreStillCounts() {
    semaphore.tryAcquire(2);
    PermitWaiter waiter = queued(1);
    semaphore.close();
    assertThat(semaphore.check(waiter, waker)).isEqualTo(Verdict.CLOSED);
    assertThat(returns.add(2)).isFalse();
    assertThat(semaphore.available()).isEqualTo(2);
    assertThat(semaphore.tryAcquire(1)).isEqualTo(Verdict.CLOSED);
  }

  private PermitWaiter queued(int wanted) {
    PermitWaiter waiter = new PermitWaiter(wanted);
    assertThat(semaphore.acquireOrQueue(waiter, waker)).isEqualTo(Verdict.PENDING);
    return waiter;
  }

  private void giveBack(int permits) {
    assertThat(returns.add(permits)).isTrue();
    semaphore.collect();
  }
}
