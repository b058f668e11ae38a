package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MapThenRecoverTest {
  private final RecordingWaker cx = new RecordingWaker();
  private final PollProbe<Integer> probe = new PollProbe<>("source");

  @Test
  void mapAppliesItsFunctionInThePollThatCompletes() throws Exception {
    Future<String> future = probe.map(n -> "n" + n);
    assertThat(probe.polls()).isZero();
    assertThat(future.poll(cx).isReady()).isFalse();
    probe.complete(1);
    assertThat(cx.wakes()).isOne();
    assertThat(future.poll(cx)).isEqualTo(Poll.ready("n1"));
  }

  @Test
  void mapPassesNullBothWays() throws Exception {
    assertThat(Future.<String>ready(null).map(v -> v == null).poll(cx)).isEqualTo(Poll.ready(true));
    assertThat(Future.ready("v").map(v -> null).poll(cx)).isSameAs(Poll.ready(null));
  }

  @Test
  void mapFailsAsItsFunctionDoes() {
    RuntimeException broken = new RuntimeException();
    Future<String> future = Future.ready(1).map(n -> {
      throw broken;
    });
    assertThatThrownBy(() -> future.poll(cx)).isSameAs(broken);
  }

  @Test
  void failuresOfEveryKindPassThroughMapAndThenUnchanged() {
    for (Throwable error : new Throwable[] {
        new IOException(), new IllegalArgumentException(), new AssertionError(), new Throwable()}) {
      AtomicInteger applied = new AtomicInteger();
      Future<Integer> mapped = Future.<Integer>failed(error).map(n -> applied.incrementAndGet());
      Future<Integer> then = Future.<Integer>failed(error).then(n -> Future.ready(applied.incrementAndGet()));
      assertThatThrownBy(() -> mapped.poll(cx)).isSameAs(error);
      assertThatThrownBy(() -> then.poll(cx)).isSameAs(error);
      assertThat(applied).hasValue(0);
    }
  }

  @Test
  void thenPollsWhatItsFunctionMadeInTheSamePoll() throws Exception {
    PollProbe<String> second = new PollProbe<>("second");
    Future<String> future = probe.then(n -> second);
    assertThat(future.poll(cx).isReady()).isFalse();
    probe.complete(1);
    assertThat(future.poll(cx).isReady()).isFalse();
    assertThat(second.polls()).isOne();
    second.complete("v");
    assertThat(future.poll(cx)).isEqualTo(Poll.ready("v"));
    assertThat(probe.polls()).isEqualTo(2);
    assertThat(cx.wakes()).isEqualTo(2);
  }

  @Test
  void thenFailsAsItsFunctionOrItsSuccessorDoes() {
    IOException broken = new IOException();
    Future<String> successor = Future.ready(1).then(n -> Future.failed(broken));
    assertThatThrownBy(() -> successor.poll(cx)).isSameAs(broken);
    RuntimeException thrown = new RuntimeException();
    Future<String> function = Future.ready(1).then(n -> {
      throw thrown;
    });
    assertThatThrownBy(() -> function.poll(cx)).isSameAs(thrown);
  }

  @Test
  void thenOfNullNamesTheCulprit() {
    Future<String> future = Future.ready(1).then(n -> null);
    assertThatThrownBy(() -> future.poll(cx)).isInstanceOf(NullPointerException.class).hasMessageContaining("then()");
  }

  @Test
  void thenDropsTheSourceBeforeAndTheSuccessorAfter() throws Exception {
    PollProbe<String> second = new PollProbe<>("second");
    Future<String> early = probe.then(n -> second);
    early.drop();
    assertThat(probe.isDropped()).isTrue();
    assertThat(second.drops()).isZero();

    PollProbe<Integer> first = new PollProbe<>("first");
    Future<String> late = first.then(n -> second);
    first.complete(1);
    assertThat(late.poll(cx).isReady()).isFalse();
    late.drop();
    assertThat(first.misuse()).isNull();
    assertThat(second.isDropped()).isTrue();
  }

  @Test
  void chainsThatBuildThemselvesUpNeedNeitherStackNorMemory() throws Exception {
    assertThat(countDown(200_000, false).poll(cx)).isEqualTo(Poll.ready("done"));

    Future<String> waiting = countDown(20_000, true);
    int polls = 1;
    while (!waiting.poll(cx).isReady()) {
      polls++;
    }
    assertThat(polls).isEqualTo(20_001);
    assertThat(cx.wakes()).isEqualTo(20_000);
  }

  private static Future<String> countDown(int n, boolean pendingOnce) {
    Future<Integer> step = pendingOnce && n > 0 ? PollProbe.readyAfter(1, n) : Future.ready(n);
    return step.then(left -> left == 0 ? Future.ready("done") : countDown(left - 1, pendingOnce));
  }

  @Test
  void aSuccessorThatIsAChainItselfIsTakenOverWhole() throws Exception {
    PollProbe<Integer> inner = new PollProbe<>("inner");
    Future<String> successor = inner.then(n -> Future.ready("v" + n));
    Future<String> outer = Future.ready(0).then(n -> successor);
    assertThat(outer.poll(cx).isReady()).isFalse();
    assertThatThrownBy(() -> successor.poll(cx)).isInstanceOf(IllegalStateException.class);
    successor.drop();
    assertThat(inner.drops()).isZero();
    inner.complete(5);
    assertThat(outer.poll(cx)).isEqualTo(Poll.ready("v5"));
  }

  @Test
  void aSuccessorThatHadAlreadyCompletedIsMisuse() throws Exception {
    Future<String> used = Future.ready(1).then(n -> Future.ready("v"));
    assertThat(used.poll(cx).isReady()).isTrue();
    Future<String> outer = Future.ready(0).then(n -> used);
    assertThatThrownBy(() -> outer.poll(cx)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void recoverReplacesAFailureInTheSamePoll() throws Exception {
    List<Throwable> seen = new ArrayList<>();
    Future<Integer> future = probe.recover(failure -> {
      seen.add(failure);
      return Future.ready(-1);
    });
    assertThat(future.poll(cx).isReady()).isFalse();
    IOException failure = new IOException();
    probe.fail(failure);
    assertThat(future.poll(cx)).isEqualTo(Poll.ready(-1));
    assertThat(seen).containsExactly(failure);
    assertThat(probe.misuse()).isNull();
  }

  @Test
  void recoverLeavesValuesAlone() throws Exception {
    Future<Integer> future = probe.recover(failure -> Future.ready(-1));
    probe.complete(3);
    assertThat(future.poll(cx)).isEqualTo(Poll.ready(3));
  }

  @Test
  void recoverSeesEveryExceptionButNoError() throws Exception {
    for (Throwable failure : new Throwable[] {new IOException(), new IllegalStateException(), new Throwable()}) {
      assertThat(Future.<String>failed(failure).recover(f -> Future.ready(f.toString())).poll(cx))
          .isEqualTo(Poll.ready(failure.toString()));
    }
    for (Error error : new Error[] {new AssertionError(), new OutOfMemoryError("of the test")}) {
      Future<String> future = Future.<String>failed(error).recover(f -> Future.ready("swallowed"));
      assertThatThrownBy(() -> future.poll(cx)).isSameAs(error);
    }
  }

  @Test
  void recoverFailsAsItsHandlerDoesAndAsksItOnce() {
    RuntimeException broken = new RuntimeException();
    AtomicInteger asked = new AtomicInteger();
    Future<String> handler = Future.<String>failed(new IOException()).recover(f -> {
      throw broken;
    });
    assertThatThrownBy(() -> handler.poll(cx)).isSameAs(broken);
    Future<String> successor = Future.<String>failed(new IOException()).recover(f -> {
      asked.incrementAndGet();
      return Future.failed(broken);
    });
    assertThatThrownBy(() -> successor.poll(cx)).isSameAs(broken);
    assertThat(asked).hasValue(1);
    Future<String> none = Future.<String>failed(new IOException()).recover(f -> null);
    assertThatThrownBy(() -> none.poll(cx)).isInstanceOf(NullPointerException.class).hasMessageContaining("recover()");
  }

  @Test
  void recoverDropsWhatItIsWaitingFor() throws Exception {
    PollProbe<Integer> fallback = new PollProbe<>("fallback");
    Future<Integer> future = probe.recover(f -> fallback);
    probe.fail(new IOException());
    assertThat(future.poll(cx).isReady()).isFalse();
    future.drop();
    assertThat(fallback.isDropped()).isTrue();
    assertThat(probe.drops()).isZero();
  }
}
