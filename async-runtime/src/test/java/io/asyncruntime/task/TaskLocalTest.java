package io.asyncruntime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskLocalTest {
  private static final TaskLocal<String> USER = TaskLocal.create("user");
  private static final TaskLocal<String> TENANT = TaskLocal.create("tenant");

  private final RecordingWaker waker = new RecordingWaker();
  private final List<String> seen = new ArrayList<>();

  private PollProbe<Integer> observer() {
    return new PollProbe<Integer>().onPoll(this::see).onDrop(this::see);
  }

  private void see() {
    seen.add(USER.tryGet().orElse("nobody"));
  }

  @Test
  void theValueIsThereInEachPollAndNotBetween() throws Exception {
    PollProbe<Integer> inner = observer();
    Future<Integer> scoped = USER.scope("ann", inner);
    assertThat(scoped.poll(waker).isReady()).isFalse();
    assertThat(USER.tryGet()).isEmpty();
    inner.complete(7);
    assertThat(scoped.poll(waker).value()).isEqualTo(7);
    assertThat(USER.tryGet()).isEmpty();
    assertThat(seen).containsExactly("ann", "ann");
  }

  @Test
  void theValueIsThereWhileTheFutureIsDropped() throws Exception {
    PollProbe<Integer> inner = observer();
    Future<Integer> scoped = USER.scope("ann", inner);
    scoped.poll(waker);
    scoped.drop();
    scoped.drop();
    assertThat(seen).containsExactly("ann", "ann");
    assertThat(inner.drops()).isOne();
    assertThat(USER.tryGet()).isEmpty();
  }

  @Test
  void nothingIsLeftAfterAPollOrADropThatThrows() {
    PollProbe<Integer> failing = new PollProbe<Integer>().onPoll(() -> { throw new IllegalArgumentException("poll"); });
    assertThatThrownBy(() -> USER.scope("ann", failing).poll(waker)).hasMessage("poll");
    assertThat(USER.tryGet()).isEmpty();
    PollProbe<Integer> clinging =
        new PollProbe<Integer>().onDrop(() -> { throw new IllegalArgumentException("drop"); });
    assertThatThrownBy(() -> USER.scope("ann", clinging).drop()).hasMessage("drop");
    assertThat(USER.tryGet()).isEmpty();
  }

  @Test
  void aFailedFutureIsNotDropped() {
    PollProbe<Integer> failing = new PollProbe<>();
    failing.failSilently(new IllegalArgumentException("no"));
    Future<Integer> scoped = USER.scope("ann", failing);
    assertThatThrownBy(() -> scoped.poll(waker)).hasMessage("no");
    scoped.drop();
    assertThat(failing.drops()).isZero();
  }

  @Test
  void anInnerScopeShadowsAnOuterOneAndLetsOthersBe() throws Exception {
    List<String> both = new ArrayList<>();
    Future<String> look = cx -> {
      both.add(USER.get() + "@" + TENANT.get());
      return Poll.ready(USER.get());
    };
    Future<String> nested = cx -> {
      Poll<String> inner = USER.scope("bob", look).poll(cx);
      both.add(USER.get() + "@" + TENANT.get());
      return inner;
    };
    assertThat(TENANT.scope("acme", USER.scope("ann", nested)).poll(waker).value()).isEqualTo("bob");
    assertThat(both).containsExactly("bob@acme", "ann@acme");
  }

  @Test
  void aBlockOfCodeCanBeScoped() throws Exception {
    assertThat(USER.scopeSync("ann", () -> USER.scopeSync("bob", USER::get) + USER.get())).isEqualTo("bobann");
    assertThat(USER.tryGet()).isEmpty();
    assertThatThrownBy(() -> USER.scopeSync("ann", () -> { throw new java.io.IOException("body"); }))
        .isInstanceOf(java.io.IOException.class).hasMessage("body");
    assertThat(USER.tryGet()).isEmpty();
  }

  @Test
  void withoutAScopeTheMessageNamesTheLocalAndTheWayOut() {
    assertThatIllegalStateException().isThrownBy(USER::get).withMessageContaining("\"user\"")
        .withMessageContaining("scope(").withMessageContaining("tryGet()");
    assertThat(USER).hasToString("TaskLocal[user]");
  }

  @Test
  void otherThreadsDoNotSeeTheValue() throws Exception {
    USER.scopeSync("ann", () -> {
      Thread other = new Thread(this::see);
      other.start();
      other.join();
      return null;
    });
    assertThat(seen).containsExactly("nobody");
  }

  @Test
  void twoLocalsOfOneNameAreTwo() throws Exception {
    TaskLocal<String> twin = TaskLocal.create("user");
    assertThat(USER.scopeSync("ann", twin::tryGet)).isEmpty();
  }

  @Test
  void nullIsRefusedAtTheCall() {
    assertThatNullPointerException().isThrownBy(() -> TaskLocal.create(null)).withMessage("name");
    assertThatNullPointerException().isThrownBy(() -> USER.scope(null, Future.ready(1))).withMessage("value");
    assertThatNullPointerException().isThrownBy(() -> USER.scope("ann", null)).withMessage("future");
    assertThatNullPointerException().isThrownBy(() -> USER.scopeSync(null, () -> 1)).withMessage("value");
    assertThatNullPointerException().isThrownBy(() -> USER.scopeSync("ann", null)).withMessage("body");
  }

  @Test
  void pollingAgainIsMisuse() throws Exception {
    Future<Integer> scoped = USER.scope("ann", Future.ready(1));
    scoped.poll(waker);
    assertThatIllegalStateException().isThrownBy(() -> scoped.poll(waker))
        .withMessageContaining("TaskLocal[user].scope() polled after completion");
  }
}
