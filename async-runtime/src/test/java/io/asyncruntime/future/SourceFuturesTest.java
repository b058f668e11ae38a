package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** ready, failed, pending, lazy. */
class SourceFuturesTest {
  private final RecordingWaker cx = new RecordingWaker();

  @Test
  void readyGivesItsValueAtEveryPoll() throws Exception {
    Future<String> future = Future.ready("v");
    assertThat(future.poll(cx)).isEqualTo(Poll.ready("v"));
    assertThat(future.poll(cx)).isEqualTo(Poll.ready("v"));
    assertThat(Future.ready(null).poll(cx)).isSameAs(Poll.ready(null));
  }

  @Test
  void failedThrowsTheSameObjectAtEveryPollWhateverItsKind() {
    for (Throwable error : new Throwable[] {
        new IOException(), new IllegalArgumentException(), new AssertionError(), new Throwable()}) {
      Future<String> future = Future.failed(error);
      assertThatThrownBy(() -> future.poll(cx)).isSameAs(error);
      assertThatThrownBy(() -> future.poll(cx)).isSameAs(error);
    }
  }

  @Test
  void pendingNeverCompletesNorWakes() throws Exception {
    Future<String> future = Future.pending();
    assertThat(future.poll(cx)).isSameAs(Poll.pending());
    assertThat(future.poll(cx)).isSameAs(Poll.pending());
    assertThat(cx.wakes()).isZero();
    assertThat(future).isSameAs(Future.<Integer>pending());
  }

  @Test
  void aLambdaIsAFutureWhoseDropDoesNothing() throws Exception {
    Future<Integer> future = waiting -> Poll.ready(7);
    future.drop();
    assertThat(future.poll(cx).value()).isEqualTo(7);
  }

  @Test
  void lazyMakesItsFutureInTheFirstPollAndOnce() throws Exception {
    AtomicInteger made = new AtomicInteger();
    PollProbe<String> probe = new PollProbe<>();
    Future<String> future = Future.lazy(() -> {
      made.incrementAndGet();
      return probe;
    });
    assertThat(made).hasValue(0);
    assertThat(future.poll(cx).isReady()).isFalse();
    assertThat(future.poll(cx).isReady()).isFalse();
    probe.complete("v");
    assertThat(future.poll(cx)).isEqualTo(Poll.ready("v"));
    assertThat(made).hasValue(1);
    assertThat(cx.wakes()).isOne();
  }

  @Test
  void lazyDroppedBeforeItsFirstPollMakesNothing() {
    AtomicInteger made = new AtomicInteger();
    Future<String> future = Future.lazy(() -> {
      made.incrementAndGet();
      return Future.ready("v");
    });
    future.drop();
    assertThat(made).hasValue(0);
  }

  @Test
  void lazyFailsAsItsSupplierDoes() {
    RuntimeException broken = new RuntimeException();
    Future<String> future = Future.lazy(() -> {
      throw broken;
    });
    assertThatThrownBy(() -> future.poll(cx)).isSameAs(broken);
    assertThatThrownBy(() -> future.poll(cx)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void lazyOfNullNamesTheCulprit() {
    Future<String> future = Future.lazy(() -> null);
    assertThatThrownBy(() -> future.poll(cx)).isInstanceOf(NullPointerException.class).hasMessageContaining("lazy()");
  }
}
