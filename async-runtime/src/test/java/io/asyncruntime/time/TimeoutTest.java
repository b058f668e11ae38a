package io.asyncruntime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeoutTest {
  private final HandTurnedRuntime runtime = new HandTurnedRuntime().enter();
  private final RecordingWaker waker = new RecordingWaker();
  private final PollProbe<String> probe = new PollProbe<>();
  private final Future<String> timeout = Timeout.of(Duration.ofMillis(10), probe);

  @AfterEach
  void leave() {
    Ambient.current().budget = Ambient.UNCONSTRAINED;
    runtime.close();
    assertThat(probe.misuse()).isNull();
  }

  @Test
  void aFutureInTimeGivesItsValueAndTheTimerIsGone() throws Exception {
    assertThat(timeout.poll(waker).isReady()).isFalse();
    assertThat(runtime.driver.size()).isEqualTo(1);
    probe.complete("done");
    assertThat(timeout.poll(waker).value()).isEqualTo("done");
    assertThat(runtime.driver.size()).isZero();
    assertThat(probe.drops()).isZero();
  }

  @Test
  void aFutureThatIsLateIsDropped() throws Exception {
    assertThat(timeout.poll(waker).isReady()).isFalse();
    runtime.advanceMillis(10);
    assertThat(waker.wakes()).isEqualTo(1);
    assertThatThrownBy(() -> timeout.poll(waker)).isInstanceOf(ElapsedException.class).hasMessageContaining("PT0.01S");
    assertThat(probe.isDropped()).isTrue();
    assertThat(probe.drops()).isEqualTo(1);
  }

  @Test
  void aReadyFutureWinsEvenWhenTheTimeIsOver() throws Exception {
    probe.complete("done");
    runtime.advanceMillis(100);
    assertThat(timeout.poll(waker).value()).isEqualTo("done");
  }

  @Test
  void aReadyFutureNeedsNoRuntime() throws Exception {
    runtime.close();
    assertThat(Timeout.of(Duration.ZERO, Future.ready("at once")).poll(waker).value()).isEqualTo("at once");
    runtime.enter();
  }

  @Test
  void withoutARuntimeThePendingFutureIsDroppedAndTheMessageNamesTheWayOut() {
    runtime.close();
    assertThatThrownBy(() -> timeout.poll(waker)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("enter()");
    assertThat(probe.isDropped()).isTrue();
    runtime.enter();
  }

  @Test
  void aFailurePassesThroughAndTheTimerIsGone() throws Exception {
    assertThat(timeout.poll(waker).isReady()).isFalse();
    IOException failure = new IOException("planted");
    probe.fail(failure);
    assertThatThrownBy(() -> timeout.poll(waker)).isSameAs(failure);
    assertThat(runtime.driver.size()).isZero();
    assertThat(probe.drops()).isZero();
  }

  @Test
  void dropReachesBoth() throws Exception {
    assertThat(timeout.poll(waker).isReady()).isFalse();
    timeout.drop();
    timeout.drop();
    assertThat(runtime.driver.size()).isZero();
    assertThat(probe.drops()).isEqualTo(1);
    assertThatThrownBy(() -> timeout.poll(waker)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("drop()");
  }

  @Test
  void dropBeforeTheFirstPollReachesTheFuture() {
    timeout.drop();
    assertThat(probe.isDropped()).isTrue();
  }

  @Test
  void pollingAfterCompletionIsMisuse() throws Exception {
    probe.complete("done");
    assertThat(timeout.poll(waker).isReady()).isTrue();
    assertThatThrownBy(() -> timeout.poll(waker)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after completion");
    timeout.drop();
    assertThat(probe.drops()).isZero();
  }

  @Test
  void pollingAfterTheTimeIsMisuseToo() throws Exception {
    runtime.advanceMillis(10);
    assertThatThrownBy(() -> timeout.poll(waker)).isInstanceOf(ElapsedException.class);
    assertThatThrownBy(() -> timeout.poll(waker)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDropThatThrowsIsSuppressed() {
    probe.onDrop(() -> {
      throw new IllegalArgumentException("planted");
    });
    runtime.advanceMillis(10);
    assertThatThrownBy(() -> timeout.poll(waker)).isInstanceOf(ElapsedException.class)
        .satisfies(elapsed -> assertThat(elapsed.getSuppressed()).singleElement()
            .isInstanceOf(IllegalArgumentException.class));
  }

  @Test
  void theTimeCountsFromTheFirstPollWhenMadeOutside() throws Exception {
    runtime.close();
    Future<String> outside =
        Timeout.of(Duration.ofMillis(10), new PollProbe<String>().onPoll(() -> runtime.advanceMillis(4)));
    runtime.advanceMillis(100);
    runtime.enter();
    assertThat(outside.poll(waker).isReady()).isFalse();
    runtime.advanceMillis(5);
    assertThat(waker.wakes()).as("4 ms passed in the future's own first poll").isZero();
    runtime.advanceMillis(1);
    assertThat(waker.wakes()).isEqualTo(1);
  }

  @Test
  void aFutureThatUsesUpTheBudgetIsTimedOutAllTheSame() throws Exception {
    Future<String> greedy = Timeout.of(Duration.ofMillis(10), new PollProbe<String>().onPoll(TimeoutTest::useUpBudget));
    Ambient.current().budget = Coop.BUDGET;
    assertThat(greedy.poll(waker).isReady()).isFalse();
    assertThat(Ambient.current().budget).isZero();
    runtime.advanceMillis(10);
    Ambient.current().budget = Coop.BUDGET;
    assertThatThrownBy(() -> greedy.poll(waker)).isInstanceOf(ElapsedException.class);
    assertThat(Ambient.current().budget).as("restored").isZero();
  }

  private static void useUpBudget() {
    Ambient.current().budget = 0;
  }

  @Test
  void withoutBudgetAtTheStartItYields() throws Exception {
    Ambient.current().budget = 0;
    runtime.advanceMillis(10);
    assertThat(timeout.poll(waker).isReady()).isFalse();
    assertThat(waker.wakes()).isEqualTo(1);
  }

  @Test
  void untilAnInstant() throws Exception {
    Future<String> until = Timeout.at(RuntimeInstant.now().plus(Duration.ofMillis(3)), new PollProbe<String>());
    assertThat(until.poll(waker).isReady()).isFalse();
    runtime.advanceMillis(3);
    assertThatThrownBy(() -> until.poll(waker)).isInstanceOf(ElapsedException.class);
  }

  @Test
  void badArgumentsAreRefusedAtTheCall() {
    assertThatThrownBy(() -> Timeout.of(Duration.ofMillis(-1), probe)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Timeout.of(null, probe)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Timeout.of(Duration.ZERO, null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> Timeout.at(null, probe)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void theExceptionCanBeMadeByUsers() {
    assertThat(new ElapsedException()).hasMessage("the deadline has elapsed");
  }
}
