package io.asyncruntime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class JoinSetTest {
  private final ManualSpawner runtime = new ManualSpawner();
  private final JoinSet<String> set = new JoinSet<>(runtime);
  private final RecordingWaker waker = new RecordingWaker();

  private ManualTask<String> spawn() {
    set.spawn(Future.pending());
    return runtime.task(runtime.tasks.size() - 1);
  }

  private Optional<Joined<String>> next() throws Exception {
    return set.joinNext().poll(waker).value();
  }

  @Test
  void tasksAreJoinedInTheOrderInWhichTheyEnd() throws Exception {
    ManualTask<String> a = spawn();
    ManualTask<String> b = spawn();
    ManualTask<String> c = spawn();
    c.complete("c");
    a.complete("a");
    assertThat(set.size()).isEqualTo(3);
    assertThat(next()).contains(new Joined<>(c.id(), "c"));
    assertThat(next()).contains(new Joined<>(a.id(), "a"));
    assertThat(set.size()).isEqualTo(1);
    Future<Optional<Joined<String>>> waiting = set.joinNext();
    assertThat(waiting.poll(waker).isReady()).isFalse();
    b.complete("b");
    assertThat(waker.wakes()).isOne();
    assertThat(waiting.poll(waker).value()).contains(new Joined<>(b.id(), "b"));
    assertThat(set.isEmpty()).isTrue();
  }

  @Test
  void anEmptySetGivesNothing() throws Exception {
    assertThat(next()).isEmpty();
    assertThat(set.tryJoinNext()).isEmpty();
    assertThat(set.joinAll().poll(waker).value()).isEmpty();
    assertThat(set.shutdown().poll(waker).isReady()).isTrue();
  }

  @Test
  void aFailureIsThrownByTheJoinAndTheNextOneGoesOn() throws Exception {
    ManualTask<String> bad = spawn();
    ManualTask<String> gone = spawn();
    ManualTask<String> good = spawn();
    IllegalArgumentException cause = new IllegalArgumentException("no");
    bad.panic(cause);
    gone.cancel();
    good.complete("good");
    assertThatThrownBy(this::next).isInstanceOfSatisfying(JoinException.class, failure -> {
      assertThat(failure.isPanic()).isTrue();
      assertThat(failure.taskId()).isEqualTo(bad.id());
    }).hasCause(cause);
    assertThatThrownBy(set::tryJoinNext).isInstanceOfSatisfying(JoinException.class,
        failure -> assertThat(failure.isCancelled()).isTrue());
    assertThat(next()).contains(new Joined<>(good.id(), "good"));
    assertThat(next()).isEmpty();
  }

  @Test
  void aDroppedJoinLosesNothingAndIsNotWoken() throws Exception {
    ManualTask<String> task = spawn();
    Future<Optional<Joined<String>>> loser = set.joinNext();
    loser.poll(waker);
    loser.drop();
    task.complete("kept");
    assertThat(waker.wakes()).isZero();
    assertThat(next()).contains(new Joined<>(task.id(), "kept"));
  }

  @Test
  void whoIsWokenAndThenDroppedDoesNotTakeTheWakeAlong() throws Exception {
    ManualTask<String> task = spawn();
    RecordingWaker other = new RecordingWaker();
    Future<Optional<Joined<String>>> first = set.joinNext();
    Future<Optional<Joined<String>>> second = set.joinNext();
    first.poll(waker);
    second.poll(other);
    task.complete("x");
    first.drop();
    assertThat(other.wakes()).isOne();
    assertThat(second.poll(other).value()).contains(new Joined<>(task.id(), "x"));
  }

  @Test
  void theSecondJoinerLearnsThatTheSetIsEmpty() throws Exception {
    ManualTask<String> task = spawn();
    RecordingWaker other = new RecordingWaker();
    Future<Optional<Joined<String>>> first = set.joinNext();
    Future<Optional<Joined<String>>> second = set.joinNext();
    first.poll(waker);
    second.poll(other);
    task.complete("x");
    assertThat(second.poll(other).value()).isPresent();
    assertThat(first.poll(waker).value()).isEmpty();
  }

  @Test
  void aSecondJoinerThatWentBackToSleepIsWokenAtTheEnd() throws Exception {
    ManualTask<String> a = spawn();
    ManualTask<String> b = spawn();
    RecordingWaker other = new RecordingWaker();
    Future<Optional<Joined<String>>> first = set.joinNext();
    Future<Optional<Joined<String>>> second = set.joinNext();
    a.complete("a");
    assertThat(first.poll(waker).value()).isPresent();
    assertThat(second.poll(other).isReady()).isFalse();
    b.complete("b");
    assertThat(other.takeWake()).isTrue();
    assertThat(set.tryJoinNext()).isPresent();
    assertThat(second.poll(other).value()).isEmpty();
  }

  @Test
  void aTaskThatHasEndedWhenItIsSpawnedIsJoined() throws Exception {
    runtime.endAtOnce();
    spawn();
    assertThat(set.size()).isOne();
    assertThatThrownBy(this::next).isInstanceOf(JoinException.class);
  }

  @Test
  void aTaskThatEndsWhileItIsSpawnedIsJoinedOnce() throws Exception {
    runtime.finishWhileWatched();
    spawn();
    assertThat(next().map(Joined::id)).contains(runtime.task(0).id());
    assertThat(next()).isEmpty();
  }

  @Test
  void aWakeForNothingIsNoEnd() throws Exception {
    ManualTask<String> task = spawn();
    Future<Optional<Joined<String>>> waiting = set.joinNext();
    waiting.poll(waker);
    task.wakeJoiner();
    assertThat(waiting.poll(waker).isReady()).isFalse();
    assertThat(set.tryJoinNext()).isEmpty();
    assertThat(set.size()).isOne();
    waker.takeWake();
    task.complete("x");
    assertThat(waker.takeWake()).isTrue();
    assertThat(waiting.poll(waker).value()).isPresent();
  }

  @Test
  void joinAllGivesTheOutputsInTheOrderInWhichTheTasksEnd() throws Exception {
    ManualTask<String> a = spawn();
    ManualTask<String> b = spawn();
    Future<List<String>> all = set.joinAll();
    assertThat(all.poll(waker).isReady()).isFalse();
    b.complete("b");
    assertThat(all.poll(waker).isReady()).isFalse();
    ManualTask<String> late = spawn();
    a.complete("a");
    late.complete("late");
    assertThat(all.poll(waker).value()).containsExactly("b", "a", "late");
    assertThat(set.isEmpty()).isTrue();
  }

  @Test
  void joinAllThrowsTheFirstFailureAndAbortsTheRest() throws Exception {
    ManualTask<String> done = spawn();
    ManualTask<String> bad = spawn();
    ManualTask<String> running = spawn();
    Future<List<String>> all = set.joinAll();
    done.complete("done");
    all.poll(waker);
    bad.panic(new IllegalArgumentException("no"));
    assertThatThrownBy(() -> all.poll(waker)).isInstanceOf(JoinException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(running.isAborted()).isTrue();
    assertThat(running.isDetached()).isTrue();
    assertThat(set.isEmpty()).isTrue();
  }

  @Test
  void aDroppedJoinAllPutsBackWhatItHad() throws Exception {
    ManualTask<String> a = spawn();
    ManualTask<String> b = spawn();
    Future<List<String>> all = set.joinAll();
    a.complete("a");
    all.poll(waker);
    assertThat(set.size()).isOne();
    all.drop();
    assertThat(set.size()).isEqualTo(2);
    assertThat(b.isAborted()).isFalse();
    assertThat(next()).contains(new Joined<>(a.id(), "a"));
    b.complete("b");
    assertThat(next()).contains(new Joined<>(b.id(), "b"));
  }

  @Test
  void abortAllTakesNothingOut() throws Exception {
    ManualTask<String> a = spawn();
    ManualTask<String> b = spawn();
    b.complete("b");
    set.abortAll();
    assertThat(a.isAborted()).isTrue();
    assertThat(set.size()).isEqualTo(2);
    assertThat(next()).contains(new Joined<>(b.id(), "b"));
    a.cancel();
    assertThatThrownBy(this::next).isInstanceOf(JoinException.class);
  }

  @Test
  void theHandleAbortsItsTask() {
    AbortHandle handle = set.spawn(Future.pending());
    handle.abort();
    ManualTask<String> task = runtime.task(0);
    assertThat(task.isAborted()).isTrue();
    assertThat(handle.id()).isEqualTo(task.id());
    assertThat(handle.isFinished()).isFalse();
    task.cancel();
    assertThat(handle.isFinished()).isTrue();
  }

  @Test
  void detachAllLetsTheTasksGoOn() throws Exception {
    ManualTask<String> a = spawn();
    ManualTask<String> b = spawn();
    b.complete("b");
    Future<Optional<Joined<String>>> waiting = set.joinNext();
    set.detachAll();
    assertThat(set.isEmpty()).isTrue();
    assertThat(a.isAborted()).isFalse();
    assertThat(a.isDetached()).isTrue();
    assertThat(b.isDetached()).isTrue();
    assertThat(waiting.poll(waker).value()).isEmpty();
    a.complete("late");
    assertThat(set.isEmpty()).isTrue();
  }

  @Test
  void shutdownIsLazyAbortsAllAndWaitsForTheEndOfEach() throws Exception {
    ManualTask<String> a = spawn();
    ManualTask<String> b = spawn();
    Future<Void> shutdown = set.shutdown();
    assertThat(a.isAborted()).isFalse();
    assertThat(shutdown.poll(waker).isReady()).isFalse();
    assertThat(a.isAborted()).isTrue();
    assertThat(b.isAborted()).isTrue();
    a.panic(new IllegalArgumentException("ignored"));
    assertThat(shutdown.poll(waker).isReady()).isFalse();
    b.cancel();
    assertThat(shutdown.poll(waker).isReady()).isTrue();
    assertThat(set.isEmpty()).isTrue();
    spawn().complete("the set is still good");
    assertThat(next()).isPresent();
  }

  @Test
  void closeAbortsAllAndWakesWhoWaits() throws Exception {
    ManualTask<String> a = spawn();
    Future<Optional<Joined<String>>> waiting = set.joinNext();
    waiting.poll(waker);
    set.close();
    set.close();
    assertThat(a.isAborted()).isTrue();
    assertThat(a.isDetached()).isTrue();
    assertThat(waker.takeWake()).isTrue();
    assertThat(waiting.poll(waker).value()).isEmpty();
    assertThatIllegalStateException().isThrownBy(this::spawn).withMessageContaining("JoinSet is closed");
  }

  @Test
  void joiningCostsBudgetAndTryJoinNextDoesNot() throws Exception {
    spawn().complete("a");
    spawn().complete("b");
    Ambient here = Ambient.current();
    here.budget = 0;
    try {
      Future<Optional<Joined<String>>> starved = set.joinNext();
      assertThat(starved.poll(waker).isReady()).isFalse();
      assertThat(waker.takeWake()).isTrue();
      assertThat(set.size()).isEqualTo(2);
      assertThat(set.tryJoinNext()).isPresent();
      here.budget = 2;
      assertThat(starved.poll(waker).value()).isPresent();
      assertThat(here.budget).isEqualTo(1);
      assertThat(set.joinNext().poll(waker).value()).isEmpty();
      assertThat(here.budget).isEqualTo(1);
    } finally {
      here.budget = Ambient.UNCONSTRAINED;
    }
  }

  @Test
  void joiningAgainWithOneFutureIsMisuse() throws Exception {
    Future<Optional<Joined<String>>> done = set.joinNext();
    done.poll(waker);
    assertThatIllegalStateException().isThrownBy(() -> done.poll(waker))
        .withMessageContaining("JoinSet.joinNext() polled after completion");
  }

  @Test
  void theRuntimeIsLookedUpAtTheSpawn() {
    JoinSet<String> unbound = new JoinSet<>();
    assertThatIllegalStateException().isThrownBy(() -> unbound.spawn(Future.ready("x")))
        .withMessageContaining("JoinSet").withMessageContaining("AsyncRuntime.enter()");
    assertThatIllegalStateException().isThrownBy(() -> unbound.spawnLocal(Future.ready("x")))
        .withMessageContaining("LocalSet.enter()");
    runtime.run(() -> unbound.spawn(Future.ready("x")));
    assertThat(unbound.size()).isOne();
    assertThat(unbound).hasToString("JoinSet[1 tasks]");
  }

  @Test
  void blocksJobsAndNamesGoToTheSpawner() {
    set.spawn("named", Future.pending());
    set.spawn(() -> "block");
    set.spawnBlocking(() -> "job");
    set.spawnBlocking("named too", () -> "job");
    assertThat(set.size()).isEqualTo(4);
    assertThat(runtime.task(0).taskName()).isEqualTo("named");
  }

  @Test
  void nullIsRefusedAtTheCall() {
    assertThatNullPointerException().isThrownBy(() -> new JoinSet<String>(null)).withMessage("runtime");
    assertThatNullPointerException().isThrownBy(() -> set.spawn((Future<String>) null)).withMessage("future");
    assertThatNullPointerException().isThrownBy(() -> set.spawn((Callable<String>) null)).withMessage("asyncBlock");
    assertThatNullPointerException().isThrownBy(() -> set.spawnBlocking((Callable<String>) null)).withMessage("work");
    assertThatNullPointerException().isThrownBy(() -> set.spawnLocal((Future<String>) null)).withMessage("future");
    assertThat(set.isEmpty()).isTrue();
  }
}
