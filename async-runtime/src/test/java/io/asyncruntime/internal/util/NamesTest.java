package io.asyncruntime.internal.util;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.task.JoinHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks and what they wait for are called by names that mean something to the reader of a dump. */
@Timeout(30)
class NamesTest {
  @Test
  void aLambdaIsNamedForTheClassAroundIt() {
    Action action = () -> {
    };
    assertThat(Names.origin(action)).isEqualTo(NamesTest.class.getName());
    assertThat(Names.origin(action.asCallable())).isEqualTo(NamesTest.class.getName());
    assertThat(Names.origin(null)).isEmpty();
  }

  @Test
  void aFutureOfAUserIsNamedForItsClassAndNeverAskedForItsText() {
    Future<Void> user = new Future<>() {
      @Override
      public Poll<Void> poll(io.asyncruntime.future.Context cx) {
        return Poll.pending();
      }

      @Override
      public String toString() {
        throw new AssertionError("asked from another thread");
      }
    };
    assertThat(Names.of(new Object())).isEqualTo("java.lang.Object");
    assertThat(Names.of(user)).contains("NamesTest");
    assertThat(Names.of(Future.pending().then(x -> user))).doesNotContain("@").endsWith(".then");
  }

  @Test
  void theDumpNamesThePlaceOfTheCodeAndWhatIsAwaited() {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
      Mutex<Integer> mutex = new Mutex<>(1);
      Mutex.Guard<Integer> held = mutex.tryLock().orElseThrow();
      JoinHandle<Integer> task = runtime.spawn(mutex.lock().map(Mutex.Guard::get));
      runtime.blockOn(io.asyncruntime.Async.yieldNow());
      assertThat(runtime.dump().tasks()).singleElement().satisfies(info -> {
        assertThat(info.waitingOn()).isEqualTo("Mutex.lock().map");
        assertThat(info.spawnedAt()).isEqualTo("io.asyncruntime.future.MapFuture");
      });
      held.close();
      assertThat(runtime.blockOn(task)).isOne();
    }
  }
}
