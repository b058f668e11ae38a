package io.asyncruntime.internal.util;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.task.JoinHandle;
import java.lang.reflect.Proxy;
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
    Future<?> user = (Future<?>) Proxy.newProxyInstance(Future.class.getClassLoader(), new Class<?>[] {Future.class},
        (proxy, method, arguments) -> {
          throw new AssertionError("asked for " + method.getName() + " from another thread");
        });
    assertThat(Names.of(new Object())).isEqualTo("java.lang.Object");
    assertThat(Names.of(user)).contains("Proxy");
    assertThat(Names.of(Future.pending().then(x -> Future.ready(1)))).doesNotContain("@").endsWith(".then");
  }

  @Test
  void aHostileNameStaysOnItsLine() {
    assertThat(Names.quote("a\nb\u202ec\u001b[0m")).isEqualTo("\"a\\u000ab\\u202ec\\u001b[0m\"");
  }

  @Test
  void theDumpTellsWhichOfManyMutexesIsAwaited() {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
      Mutex<Integer> seats = Mutex.named("seats-7\n", 1);
      Mutex.Guard<Integer> held = seats.tryLock().orElseThrow();
      JoinHandle<Integer> task = runtime.spawn(() -> {
        try (Mutex.Guard<Integer> guard = io.asyncruntime.Async.await(seats.lock())) {
          return guard.get();
        }
      });
      runtime.blockOn(io.asyncruntime.Async.yieldNow());
      assertThat(runtime.dump().tasks()).singleElement()
          .satisfies(info -> assertThat(info.waitingOn()).isEqualTo("Mutex.lock() of \"seats-7\\u000a\""));
      held.close();
      assertThat(runtime.blockOn(task)).isOne();
    }
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
