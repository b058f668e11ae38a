package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.sync.OnceCell;
import io.asyncruntime.task.CancellationToken;
import io.asyncruntime.task.EnterGuard;
import io.asyncruntime.task.LocalSet;
import io.asyncruntime.task.TaskLocal;
import io.asyncruntime.task.TaskTracker;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import io.asyncruntime.time.RuntimeInstant;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every future that wraps one of the user's; those of {@code future} have such a test of their own. */
class WrapperContractTest {
  private final AsyncRuntime runtime = AsyncRuntime.currentThread().build();
  private final EnterGuard entered = runtime.enter();
  private final RecordingWaker cx = new RecordingWaker();
  private final PollProbe<Integer> child = new PollProbe<>("child");

  @AfterEach
  void leave() {
    entered.close();
    runtime.close();
  }

  /** Each makes a wrapper that completes, or fails, as the child does. */
  enum Kind {
    TIMEOUT(child -> Async.timeout(Duration.ofHours(1), child)),
    TIMEOUT_AT(child -> Async.timeoutAt(RuntimeInstant.now().plus(Duration.ofHours(1)), child)),
    UNCONSTRAINED(Async::unconstrained),
    COOPERATIVE(Async::cooperative),
    RUN_UNTIL_CANCELLED(child -> new CancellationToken().runUntilCancelled(child)),
    TRACK(child -> new TaskTracker().track(child)),
    SCOPE(child -> TaskLocal.<String>create("name").scope("value", child)),
    RUN_UNTIL(child -> new LocalSet().runUntil(child)),
    GET_OR_INIT(child -> new OnceCell<Integer>().getOrInit(() -> child));

    private final Function<Future<Integer>, Future<Integer>> make;

    Kind(Function<Future<Integer>, Future<Integer>> make) {
      this.make = make;
    }
  }

  private void assertMisuse(Future<?> future) {
    assertThatIllegalStateException().isThrownBy(() -> future.poll(cx)).withMessageContaining("polled after");
  }

  @ParameterizedTest
  @EnumSource
  void isLazyAndReadyWithTheChildAndThenDone(Kind kind) throws Exception {
    Future<Integer> future = kind.make.apply(child);
    assertThat(child.polls()).isZero();
    assertThat(future.poll(cx).isReady()).isFalse();
    child.complete(7);
    assertThat(cx.wakes()).isPositive();
    assertThat(future.poll(cx).value()).isEqualTo(7);
    assertMisuse(future);
    future.drop();
    assertThat(child.drops()).isZero();
    assertThat(child.misuse()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void failsWithTheSameObjectAndDropsNothingThen(Kind kind) {
    for (Throwable failure : List.of(new IOException(), new IllegalArgumentException(), new AssertionError())) {
      PollProbe<Integer> failing = new PollProbe<>("failing");
      Future<Integer> future = kind.make.apply(failing);
      failing.fail(failure);
      assertThatThrownBy(() -> future.poll(cx)).isSameAs(failure);
      assertMisuse(future);
      future.drop();
      assertThat(failing.drops()).isZero();
      assertThat(failing.polls()).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource
  void dropReachesTheChildOnce(Kind kind) throws Exception {
    Future<Integer> future = kind.make.apply(child);
    assertThat(future.poll(cx).isReady()).isFalse();
    future.drop();
    future.drop();
    assertThat(child.drops()).isOne();
    assertMisuse(future);
    assertThat(child.misuse()).isNull();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GET_OR_INIT") // has not made its future then
  void dropBeforeTheFirstPollReachesTheChildToo(Kind kind) {
    Future<Integer> future = kind.make.apply(child);
    future.drop();
    assertThat(child.drops()).isOne();
    assertMisuse(future);
    assertThat(child.polls()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aDropThatThrowsIsNotRepeated(Kind kind) throws Exception {
    RuntimeException broken = new RuntimeException();
    Future<Integer> future = kind.make.apply(child.onDrop(() -> {
      throw broken;
    }));
    assertThat(future.poll(cx).isReady()).isFalse();
    assertThatThrownBy(future::drop).isSameAs(broken);
    future.drop();
    assertThat(child.drops()).isOne();
  }

  @Test
  void aYieldAndAUnitOfTheBudgetAreForOneAwait() throws Exception {
    Future<Void> turn = Async.yieldNow();
    assertThat(turn.poll(cx).isReady()).isFalse();
    assertThat(turn.poll(cx).isReady()).isTrue();
    assertMisuse(turn);
    Future<Void> unit = Async.consumeBudget();
    assertThat(unit.poll(cx).isReady()).isTrue();
    assertMisuse(unit);
    Future<Void> dropped = Async.yieldNow();
    dropped.drop();
    assertMisuse(dropped);
  }
}
