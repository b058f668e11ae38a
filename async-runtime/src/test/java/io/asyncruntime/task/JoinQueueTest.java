package io.asyncruntime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class JoinQueueTest {
  private final ManualSpawner runtime = new ManualSpawner();
  private final JoinQueue<String> queue = new JoinQueue<>(runtime);
  private final RecordingWaker waker = new RecordingWaker();

  private ManualTask<String> spawn() {
    queue.spawn(Future.pending());
    return runtime.task(runtime.tasks.size() - 1);
  }

  private Optional<Joined<String>> next() throws Exception {
    return queue.joinNext().poll(waker).value();
  }

  @Test
  void tasksAreJoinedInTheOrderOfTheirSpawnWhateverEndsFirst() throws Exception {
    ManualTask<String> a = spawn();
    ManualTask<String> b = spawn();
    b.complete("b");
    assertThat(queue.tryJoinNext()).isEmpty();
    Future<Optional<Joined<String>>> waiting = queue.joinNext();
    assertThat(waiting.poll(waker).isReady()).isFalse();
    assertThat(queue.size()).isEqualTo(2);
    a.complete("a");
    assertThat(waker.wakes()).isOne();
    assertThat(waiting.poll(waker).value()).contains(new Joined<>(a.id(), "a"));
    assertThat(queue.tryJoinNext()).contains(new Joined<>(b.id(), "b"));
    assertThat(queue.isEmpty()).isTrue();
    assertThat(next()).isEmpty();
    assertThat(queue.tryJoinNext()).isEmpty();
  }

  @Test
  void aFailureIsThrownInItsTurnAndTheNextOneGoesOn() throws Exception {
    ManualTask<String> bad = spawn();
    ManualTask<String> gone = spawn();
    ManualTask<String> good = spawn();
    bad.panic(new ArithmeticException("1/0"));
    gone.cancel();
    good.complete("good");
    assertThatThrownBy(this::next).isInstanceOf(JoinException.class).hasCauseInstanceOf(ArithmeticException.class);
    assertThatThrownBy(queue::tryJoinNext).isInstanceOfSatisfying(JoinException.class,
        failure -> assertThat(failure.isCancelled()).isTrue());
    assertThat(next()).contains(new Joined<>(good.id(), "good"));
  }

  @Test
  void aDroppedJoinLosesNothingAndIsNotWoken() throws Exception {
    ManualTask<String> task = spawn();
    Future<Optional<Joined<String>>> waiting = queue.joinNext();
    waiting.poll(waker);
    waiting.drop();
    task.complete("kept");
    assertThat(waker.wakes()).isZero();
    assertThat(next()).contains(new Joined<>(task.id(), "kept"));
    assertThatIllegalStateException().isThrownBy(() -> waiting.poll(waker)).withMessageContaining("after drop");
  }

  @Test
  void aTaskThatEndsWhileItIsLookedAtIsJoined() throws Exception {
    runtime.finishWhileWatched();
    queue.spawn(Future.pending());
    assertThat(next()).isPresent();
  }

  @Test
  void joinAllGivesTheOutputsInTheOrderOfTheSpawns() throws Exception {
    ManualTask<String> a = spawn();
    ManualTask<String> b = spawn();
    b.complete("b");
    Future<List<String>> all = queue.joinAll();
    assertThat(all.poll(waker).isReady()).isFalse();
    a.complete("a");
    assertThat(all.poll(waker).value()).containsExactly("a", "b");
    assertThat(queue.joinAll().poll(waker).value()).isEmpty();
  }

  @Test
  void joinAllThrowsTheFirstFailureInOrderAndAbortsTheRest() {
    ManualTask<String> good = spawn();
    ManualTask<String> bad = spawn();
    ManualTask<String> rest = spawn();
    good.complete("good");
    bad.panic(new ArithmeticException("1/0"));
    assertThatThrownBy(() -> queue.joinAll().poll(waker)).hasCauseInstanceOf(ArithmeticException.class);
    assertThat(rest.isAborted()).isTrue();
    assertThat(rest.isDetached()).isTrue();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void aDroppedJoinAllPutsBackWhatItHadInItsPlace() throws Exception {
    ManualTask<String> a = spawn();
    ManualTask<String> b = spawn();
    ManualTask<String> c = spawn();
    a.complete("a");
    b.complete("b");
    Future<List<String>> all = queue.joinAll();
    all.poll(waker);
    assertThat(queue.size()).isOne();
    all.drop();
    c.complete("c");
    assertThat(waker.wakes()).isZero();
    assertThat(queue.joinAll().poll(waker).value()).containsExactly("a", "b", "c");
  }

  @Test
  void aJoinAllDroppedAfterTheCloseLeavesNothingBehind() throws Exception {
    spawn().complete("a");
    spawn();
    Future<List<String>> all = queue.joinAll();
    all.poll(waker);
    queue.close();
    all.drop();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void abortAllTakesNothingOutAndShutdownWaitsForTheEndOfEach() throws Exception {
    ManualTask<String> a = spawn();
    ManualTask<String> b = spawn();
    queue.abortAll();
    assertThat(a.isAborted() && b.isAborted()).isTrue();
    assertThat(queue.size()).isEqualTo(2);
    ManualTask<String> c = spawn();
    Future<Void> shutdown = queue.shutdown();
    assertThat(c.isAborted()).isFalse();
    assertThat(shutdown.poll(waker).isReady()).isFalse();
    assertThat(c.isAborted()).isTrue();
    a.cancel();
    b.panic(new ArithmeticException("ignored"));
    c.complete("too late");
    assertThat(shutdown.poll(waker).isReady()).isTrue();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void detachAllLetsTheTasksGoOnAndTheHandleAbortsOne() {
    AbortHandle handle = queue.spawn(Future.pending());
    ManualTask<String> task = runtime.task(0);
    assertThat(handle.id()).isEqualTo(task.id());
    queue.detachAll();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(task.isDetached()).isTrue();
    assertThat(task.isAborted()).isFalse();
    handle.abort();
    assertThat(task.isAborted()).isTrue();
  }

  @Test
  void closeAbortsAllAndRefusesMore() {
    ManualTask<String> task = spawn();
    queue.close();
    queue.close();
    assertThat(task.isAborted() && task.isDetached()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> queue.spawn(Future.pending()))
        .withMessageContaining("JoinQueue is closed");
    assertThatIllegalStateException().isThrownBy(() -> queue.spawnLocal(Future.pending()))
        .withMessageContaining("JoinQueue is closed");
  }

  @Test
  void joiningCostsBudgetAndTryJoinNextDoesNot() throws Exception {
    spawn().complete("a");
    spawn().complete("b");
    Ambient here = Ambient.current();
    int before = here.budget;
    try {
      here.budget = 1;
      next();
      assertThat(here.budget).isZero();
      assertThat(queue.joinNext().poll(waker).isReady()).isFalse();
      assertThat(waker.wakes()).isOne();
      assertThat(queue.tryJoinNext()).isPresent();
    } finally {
      here.budget = before;
    }
  }

  @Test
  void blocksJobsAndNamesGoToTheSpawner() {
    queue.spawn(() -> "block");
    queue.spawn((Action) () -> {
    });
    queue.spawn("named", Future.pending());
    queue.spawn("named block", () -> "block");
    queue.spawnBlocking(() -> "job");
    assertThat(queue.size()).isEqualTo(5);
    assertThat(runtime.task(2).taskName()).isEqualTo("named");
    assertThat(runtime.task(3).taskName()).isEqualTo("named block");
    assertThat(queue).hasToString("JoinQueue[5 tasks]");
  }

  @Test
  void withoutARuntimeTheMessageNamesTheWaysOut() {
    assertThatIllegalStateException().isThrownBy(() -> new JoinQueue<>().spawn(Future.pending()))
        .withMessageContaining("new JoinQueue(runtime)");
    assertThatIllegalStateException().isThrownBy(() -> queue.spawnLocal(() -> "x")).withMessageContaining("LocalSet");
  }

  @Test
  void nullIsRefusedAtTheCall() {
    assertThatNullPointerException().isThrownBy(() -> new JoinQueue<>(null));
    assertThatNullPointerException().isThrownBy(() -> queue.spawn((Future<String>) null));
    assertThatNullPointerException().isThrownBy(() -> queue.spawn((Callable<String>) null));
    assertThatNullPointerException().isThrownBy(() -> queue.spawn((Action) null));
    assertThatNullPointerException().isThrownBy(() -> queue.spawn(null, Future.pending()));
    assertThatNullPointerException().isThrownBy(() -> queue.spawn("name", (Callable<String>) null));
    assertThatNullPointerException().isThrownBy(() -> queue.spawnBlocking(null));
    assertThatNullPointerException().isThrownBy(() -> queue.spawnLocal((Future<String>) null));
    assertThatNullPointerException().isThrownBy(() -> queue.spawnLocal((Callable<String>) null));
  }
}
