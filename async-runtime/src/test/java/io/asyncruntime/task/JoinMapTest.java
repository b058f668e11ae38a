package io.asyncruntime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoinMapTest {
  private final ManualSpawner runtime = new ManualSpawner();
  private final JoinMap<String, Integer> map = new JoinMap<>(runtime);
  private final RecordingWaker waker = new RecordingWaker();

  private ManualTask<Integer> spawn(String key) {
    map.spawn(key, Future.pending());
    return runtime.task(runtime.tasks.size() - 1);
  }

  private Optional<JoinedKey<String, Integer>> next() throws Exception {
    return map.joinNext().poll(waker).value();
  }

  private void expect(String key, int value) throws Exception {
    JoinedKey<String, Integer> joined = next().orElseThrow();
    assertThat(joined.key()).isEqualTo(key);
    assertThat(joined.task().isFinished()).isTrue();
    assertThat(joined.task().poll(waker).value()).isEqualTo(value);
  }

  @Test
  void tasksAreJoinedWithTheirKeysInTheOrderInWhichTheyEnd() throws Exception {
    ManualTask<Integer> a = spawn("a");
    ManualTask<Integer> b = spawn("b");
    Future<Optional<JoinedKey<String, Integer>>> waiting = map.joinNext();
    assertThat(waiting.poll(waker).isReady()).isFalse();
    assertThat(map.tryJoinNext()).isEmpty();
    b.complete(2);
    assertThat(waker.wakes()).isOne();
    waiting.drop();
    a.complete(1);
    assertThat(map.size()).isEqualTo(2);
    assertThat(map.keys()).containsExactlyInAnyOrder("a", "b");
    expect("b", 2);
    assertThat(map.containsKey("b")).isFalse();
    assertThat(map.containsKey("a")).isTrue();
    expect("a", 1);
    assertThat(next()).isEmpty();
    assertThat(map.isEmpty()).isTrue();
  }

  @Test
  void aFailureIsForTheHandleNotForTheJoin() throws Exception {
    spawn("a").panic(new IllegalArgumentException("no"));
    JoinedKey<String, Integer> joined = next().orElseThrow();
    assertThatThrownBy(() -> joined.task().poll(waker)).isInstanceOf(JoinException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSecondSpawnAbortsAndForgetsTheFirst() throws Exception {
    ManualTask<Integer> first = spawn("a");
    ManualTask<Integer> second = spawn("a");
    assertThat(first.isAborted()).isTrue();
    assertThat(first.isDetached()).isTrue();
    assertThat(second.isAborted()).isFalse();
    assertThat(map.size()).isOne();
    first.cancel();
    assertThat(map.tryJoinNext()).isEmpty();
    second.complete(2);
    expect("a", 2);
    assertThat(next()).isEmpty();
  }

  @Test
  void aSecondSpawnForgetsAFirstThatHadFinished() throws Exception {
    spawn("a").complete(1);
    ManualTask<Integer> second = spawn("a");
    assertThat(map.tryJoinNext()).isEmpty();
    assertThat(map.size()).isOne();
    second.complete(2);
    expect("a", 2);
    assertThat(next()).isEmpty();
  }

  @Test
  void aKeyIsFreeAgainOnceItsTaskWasJoined() throws Exception {
    spawn("a").complete(1);
    expect("a", 1);
    ManualTask<Integer> second = spawn("a");
    second.complete(2);
    expect("a", 2);
  }

  @Test
  void abortTakesNothingOut() throws Exception {
    ManualTask<Integer> a = spawn("a");
    ManualTask<Integer> b = spawn("b");
    ManualTask<Integer> c = spawn("c");
    assertThat(map.abort("a")).isTrue();
    assertThat(map.abort("nobody")).isFalse();
    assertThat(a.isAborted()).isTrue();
    assertThat(b.isAborted()).isFalse();
    assertThat(map.abortMatching(key -> key.compareTo("b") >= 0)).isEqualTo(2);
    assertThat(b.isAborted()).isTrue();
    assertThat(c.isAborted()).isTrue();
    assertThat(map.size()).isEqualTo(3);
    a.cancel();
    JoinedKey<String, Integer> joined = next().orElseThrow();
    assertThatThrownBy(() -> joined.task().poll(waker)).isInstanceOfSatisfying(JoinException.class,
        failure -> assertThat(failure.isCancelled()).isTrue());
  }

  @Test
  void abortAllAndShutdown() throws Exception {
    ManualTask<Integer> a = spawn("a");
    ManualTask<Integer> b = spawn("b");
    map.abortAll();
    assertThat(a.isAborted()).isTrue();
    assertThat(map.size()).isEqualTo(2);
    Future<Void> shutdown = map.shutdown();
    assertThat(shutdown.poll(waker).isReady()).isFalse();
    a.cancel();
    b.panic(new IllegalArgumentException("ignored"));
    assertThat(shutdown.poll(waker).isReady()).isTrue();
    assertThat(map.isEmpty()).isTrue();
    assertThat(map.keys()).isEmpty();
  }

  @Test
  void detachAllLetsTheTasksGoOn() throws Exception {
    ManualTask<Integer> a = spawn("a");
    map.detachAll();
    assertThat(a.isAborted()).isFalse();
    assertThat(a.isDetached()).isTrue();
    assertThat(map.isEmpty()).isTrue();
    assertThat(next()).isEmpty();
  }

  @Test
  void closeAbortsAll() {
    ManualTask<Integer> a = spawn("a");
    map.close();
    map.close();
    assertThat(a.isAborted()).isTrue();
    assertThat(map.isEmpty()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> spawn("b")).withMessageContaining("JoinMap is closed");
    assertThat(map.containsKey("b")).isFalse();
  }

  @Test
  void aTaskThatEndsWhileItIsSpawnedKeepsItsOutputForItsHandle() throws Exception {
    runtime.finishWhileWatched();
    map.spawn("a", Future.pending());
    JoinedKey<String, Integer> joined = next().orElseThrow();
    assertThat(joined.task().id()).isEqualTo(runtime.task(0).id());
    assertThat(joined.task().isFinished()).isTrue();
    assertThat(joined.task().poll(waker).isReady()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> joined.task().poll(waker));
  }

  @Test
  void theKeysAreACopy() {
    spawn("a");
    var keys = map.keys();
    spawn("b");
    assertThat(keys).containsExactly("a");
    assertThatThrownBy(() -> keys.remove("a")).isInstanceOf(RuntimeException.class);
  }

  @Test
  void theRuntimeIsLookedUpAtTheSpawn() {
    JoinMap<String, Integer> unbound = new JoinMap<>();
    assertThatIllegalStateException().isThrownBy(() -> unbound.spawn("a", Future.ready(1)))
        .withMessageContaining("JoinMap").withMessageContaining("AsyncRuntime.enter()");
    assertThat(unbound.isEmpty()).isTrue();
    runtime.run(() -> unbound.spawn("a", Future.ready(1)));
    assertThat(unbound).hasToString("JoinMap[1 tasks]");
  }

  @Test
  void nullIsRefusedAtTheCall() {
    assertThatNullPointerException().isThrownBy(() -> spawn(null)).withMessage("key");
    assertThatNullPointerException().isThrownBy(() -> map.spawn("a", (Future<Integer>) null)).withMessage("future");
    assertThatNullPointerException().isThrownBy(() -> map.containsKey(null)).withMessage("key");
    assertThatNullPointerException().isThrownBy(() -> map.abort(null)).withMessage("key");
    assertThatNullPointerException().isThrownBy(() -> map.abortMatching(null)).withMessage("condition");
    assertThat(runtime.tasks).isEmpty();
  }
}
