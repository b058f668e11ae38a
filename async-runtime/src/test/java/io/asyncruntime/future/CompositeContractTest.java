package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every composite owes, whatever it does: one life, loud misuse, drops that reach the child. */
class CompositeContractTest {
  private final RecordingWaker cx = new RecordingWaker();
  private final PollProbe<Integer> child = new PollProbe<>("child");

  /** Each makes a composite that completes, or fails, as one child does. */
  enum Kind {
    MAP(child -> child.map(v -> v)),
    THEN(child -> child.then(Future::ready)),
    THEN_SUCCESSOR(child -> Future.ready(0).then(v -> child)),
    RECOVER(child -> child.recover(Future::failed)),
    LAZY(child -> Future.lazy(() -> child)),
    JOIN(child -> Futures.join(List.of(child))),
    JOIN2(child -> Futures.join(child, Future.ready(0), (a, b) -> a)),
    JOIN3(child -> Futures.join(Future.ready(0), child, Future.ready(0), (a, b, c) -> b)),
    JOIN4(child -> Futures.join(Future.ready(0), Future.ready(0), child, Future.ready(0), (a, b, c, d) -> c)),
    JOIN_MANY(child -> Futures.join(withReadyOnes(child))),
    TRY_JOIN(child -> Futures.tryJoin(List.of(child))),
    TRY_JOIN2(child -> Futures.tryJoin(child, Future.ready(0), (a, b) -> a)),
    TRY_JOIN3(child -> Futures.tryJoin(Future.ready(0), child, Future.ready(0), (a, b, c) -> b)),
    TRY_JOIN4(child -> Futures.tryJoin(Future.ready(0), Future.ready(0), child, Future.ready(0), (a, b, c, d) -> c)),
    TRY_JOIN_MANY(child -> Futures.tryJoin(withReadyOnes(child))),
    SELECT(child -> Futures.select(List.of(child, Future.<Integer>pending()))),
    SELECT_MANY(child -> Futures.select(withPendingOnes(child))),
    SELECT_BIASED(child -> Futures.selectBiased(List.of(Future.<Integer>pending(), child))),
    SELECT_TYPED(child -> Select.of(child, v -> v).on(Future.<String>pending(), s -> s.length())),
    SELECT_TYPED_BIASED(child -> Select.<Integer>of().on(Future.<String>pending(), s -> 0).on(child, v -> v).biased());

    private final Function<Future<Integer>, Future<?>> make;

    Kind(Function<Future<Integer>, Future<?>> make) {
      this.make = make;
    }
  }

  private static List<Future<Integer>> withReadyOnes(Future<Integer> child) {
    return Stream.concat(Stream.of(child), IntStream.range(0, 40).mapToObj(Future::ready)).toList();
  }

  private static List<Future<Integer>> withPendingOnes(Future<Integer> child) {
    return Stream.concat(IntStream.range(0, 40).mapToObj(i -> Future.<Integer>pending()), Stream.of(child)).toList();
  }

  @ParameterizedTest
  @EnumSource
  void doesNothingBeforeTheFirstPoll(Kind kind) {
    Future<?> future = kind.make.apply(child);
    assertThat(child.polls()).isZero();
    future.drop();
  }

  @ParameterizedTest
  @EnumSource
  void isPendingUntilTheChildWakesItAndReadyThen(Kind kind) throws Exception {
    Future<?> future = kind.make.apply(child);
    assertThat(future.poll(cx)).isSameAs(Poll.pending());
    assertThat(cx.wakes()).isZero();
    child.complete(1);
    assertThat(cx.wakes()).isPositive();
    assertThat(future.poll(cx).isReady()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void wakesTheWakerOfTheLatestPoll(Kind kind) throws Exception {
    Future<?> future = kind.make.apply(child);
    RecordingWaker later = new RecordingWaker();
    assertThat(future.poll(cx).isReady()).isFalse();
    assertThat(future.poll(later).isReady()).isFalse();
    child.wake();
    assertThat(cx.wakes()).isZero();
    assertThat(later.wakes()).isOne();
  }

  @ParameterizedTest
  @EnumSource
  void isPolledAfterCompletionLoudly(Kind kind) throws Exception {
    Future<?> future = kind.make.apply(child);
    child.complete(1);
    assertThat(future.poll(cx).isReady()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> future.poll(cx)).withMessageContaining("after completion");
    assertThatIllegalStateException().isThrownBy(() -> future.poll(cx)).withMessageContaining("after completion");
    assertThat(child.misuse()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void failsWithTheSameObjectAndIsPolledAfterwardsLoudly(Kind kind) {
    for (Throwable failure : new Throwable[] {
        new IOException(), new IllegalArgumentException(), new AssertionError(), new Throwable()}) {
      PollProbe<Integer> failing = new PollProbe<>("failing");
      Future<?> future = kind.make.apply(failing);
      failing.fail(failure);
      assertThatThrownBy(() -> future.poll(cx)).isSameAs(failure);
      assertThatIllegalStateException().isThrownBy(() -> future.poll(cx)).withMessageContaining("after completion");
      future.drop();
      assertThat(failing.drops()).isZero();
      assertThat(failing.polls()).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource
  void dropReachesTheChildOnce(Kind kind) throws Exception {
    Future<?> future = kind.make.apply(child);
    assertThat(future.poll(cx).isReady()).isFalse();
    future.drop();
    future.drop();
    assertThat(child.drops()).isOne();
    assertThatIllegalStateException().isThrownBy(() -> future.poll(cx)).withMessageContaining("drop()");
    assertThat(child.misuse()).isNull();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"LAZY", "THEN_SUCCESSOR"})
  void dropBeforeTheFirstPollReachesTheChildToo(Kind kind) {
    Future<?> future = kind.make.apply(child);
    future.drop();
    assertThat(child.drops()).isOne();
    assertThat(child.polls()).isZero();
    assertThatIllegalStateException().isThrownBy(() -> future.poll(cx)).withMessageContaining("drop()");
  }

  @ParameterizedTest
  @EnumSource
  void dropAfterCompletionReachesNobody(Kind kind) throws Exception {
    Future<?> future = kind.make.apply(child);
    child.complete(1);
    assertThat(future.poll(cx).isReady()).isTrue();
    future.drop();
    assertThat(child.drops()).isZero();
    assertThatIllegalStateException().isThrownBy(() -> future.poll(cx)).withMessageContaining("after completion");
  }

  @ParameterizedTest
  @EnumSource
  void aDropThatThrowsIsNotRepeated(Kind kind) throws Exception {
    RuntimeException broken = new RuntimeException();
    Future<?> future = kind.make.apply(child.onDrop(() -> {
      throw broken;
    }));
    assertThat(future.poll(cx).isReady()).isFalse();
    assertThatThrownBy(future::drop).isSameAs(broken);
    future.drop();
    assertThat(child.drops()).isOne();
  }

  @ParameterizedTest
  @EnumSource
  void toleratesPollsNobodyAskedFor(Kind kind) throws Exception {
    Future<?> future = kind.make.apply(child);
    for (int i = 0; i < 100; i++) {
      assertThat(future.poll(cx).isReady()).isFalse();
    }
    child.complete(1);
    assertThat(future.poll(cx).isReady()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aChildMayWakeFromInsideItsPoll(Kind kind) throws Exception {
    PollProbe<Integer> busy = PollProbe.readyAfter(3, 1);
    Future<?> future = kind.make.apply(busy);
    for (int i = 0; i < 3; i++) {
      assertThat(future.poll(cx).isReady()).isFalse();
      assertThat(cx.takeWake()).isTrue();
    }
    assertThat(future.poll(cx).isReady()).isTrue();
  }

  @Test
  void stagesAndViewsAreCompositesToo() throws Exception {
    Future<Integer> stage = Future.from(CompletableFuture.completedFuture(1));
    Future<Integer> view = child.borrow();
    child.complete(1);
    for (Future<Integer> future : List.of(stage, view)) {
      assertThat(future.poll(cx)).isEqualTo(Poll.ready(1));
      assertThatIllegalStateException().isThrownBy(() -> future.poll(cx)).withMessageContaining("after completion");
    }
    Future<Integer> dropped = new PollProbe<Integer>().borrow();
    dropped.drop();
    assertThatIllegalStateException().isThrownBy(() -> dropped.poll(cx)).withMessageContaining("drop()");
  }
}
