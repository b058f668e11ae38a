package io.asyncruntime.spring.boot.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeContextAutoConfiguration;
import io.asyncruntime.spring.boot.testkit.Workloads;
import io.asyncruntime.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.i18n.LocaleContextHolder;

@Timeout(60)
class ContextPropagationTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
      .of(AsyncRuntimeAutoConfiguration.class, AsyncRuntimeContextAutoConfiguration.class))
      .withPropertyValues("async-runtime.worker-threads=1");

  @AfterEach
  void clear() {
    MDC.clear();
    LocaleContextHolder.resetLocaleContext();
  }

  @Test
  void theLogContextFollowsIntoTasks() {
    withRuntime(runtime -> {
      MDC.put("order", "7");
      assertThat(read(runtime)).isEqualTo("7");
    });
  }

  @Test
  void theLogContextFollowsIntoBlockingJobs() {
    withRuntime(runtime -> {
      MDC.put("order", "7");
      assertThat(runtime.spawnBlocking(() -> MDC.get("order")).join()).isEqualTo("7");
    });
  }

  @Test
  void theLocaleFollows() {
    withRuntime(runtime -> {
      LocaleContextHolder.setLocale(Locale.FRENCH);
      assertThat(runtime.spawn(reading(LocaleContextHolder::getLocale)).join()).isEqualTo(Locale.FRENCH);
    });
  }

  @Test
  void nothingLeaksToTheNextTaskOfTheWorker() {
    withRuntime(runtime -> {
      runtime.spawn(reading(() -> {
        MDC.put("order", "8");
        return "";
      })).join();
      assertThat(read(runtime)).isNull();
    });
  }

  @Test
  void aChangeSurvivesAnAwait() {
    withRuntime(
        runtime -> assertThat(runtime.spawn(new ChangingThenReading()).join()).containsExactly(null, "changed"));
  }

  @Test
  void itFollowsOntoAnotherWorker() {
    runner.withPropertyValues("async-runtime.worker-threads=2", "async-runtime.long-poll.threshold=0")
        .run(context -> {
          AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
          Moving moving = new Moving();
          MDC.put("order", "7");
          JoinHandle<String> task = runtime.spawn(moving);
          moving.polled.await();
          Held held = new Held(runtime);
          while (held.thread != moving.first) held = held.andOneMore(runtime);
          moving.waker.wake();
          assertThat(task.join()).isEqualTo("7 changed, on another worker");
          held.release.countDown();
        });
  }

  @Test
  void childrenGetCopies() {
    withRuntime(runtime -> {
      MDC.put("order", "7");
      AtomicReference<String> inherited = new AtomicReference<>();
      Future<String> parent = Future.lazy(() -> runtime.spawn(reading(() -> {
        inherited.set(MDC.get("order"));
        MDC.put("order", "changed by the child");
        return "";
      })).map(done -> MDC.get("order")));
      assertThat(runtime.spawn(parent).join()).isEqualTo("7");
      assertThat(inherited).hasValue("7");
    });
  }

  @Test
  void aPropertySwitchesItOff() {
    runner.withPropertyValues("async-runtime.context-propagation=false").run(context -> {
      MDC.put("order", "7");
      assertThat(read(context.getBean(AsyncRuntime.class))).isNull();
    });
  }

  private void withRuntime(Consumer<AsyncRuntime> body) {
    runner.run(context -> body.accept(context.getBean(AsyncRuntime.class)));
  }

  private static @Nullable String read(AsyncRuntime runtime) {
    return runtime.spawn(reading(() -> MDC.get("order"))).join();
  }

  private static <T> Future<T> reading(Supplier<T> source) {
    return Future.lazy(() -> Future.ready(source.get()));
  }

  /** Changes the log context in its first poll, waits, and reads it in the second. */
  private static final class ChangingThenReading implements Future<List<String>> {
    private final List<String> seen = new ArrayList<>();

    @Override
    public Poll<List<String>> poll(Context cx) {
      seen.add(MDC.get("order"));
      if (seen.size() == 2) return Poll.ready(seen);
      MDC.put("order", "changed");
      cx.waker().wake();
      return Poll.pending();
    }
  }

  /** Changes the log context in its first poll, and reads it in the second, which tells where it is. */
  private static final class Moving implements Future<String> {
    private final CountDownLatch polled = new CountDownLatch(1);
    private volatile Waker waker;
    private volatile Thread first;

    @Override
    public Poll<String> poll(Context cx) {
      if (first == null) {
        first = Thread.currentThread();
        waker = cx.waker();
        MDC.put("order", MDC.get("order") + " changed");
        polled.countDown();
        return Poll.pending();
      }
      return Poll
          .ready(MDC.get("order") + (Thread.currentThread() == first ? ", on the same worker" : ", on another worker"));
    }
  }

  /** A poll that holds its worker. */
  private static final class Held {
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile Thread thread;

    Held(AsyncRuntime runtime) throws InterruptedException {
      Future<Object> hold = Workloads.holding(inside, release);
      runtime.spawn((Future<Object>) cx -> {
        thread = Thread.currentThread();
        return hold.poll(cx);
      });
      inside.await();
    }

    /** While this holds one of the two workers, the next gets the other. */
    Held andOneMore(AsyncRuntime runtime) throws InterruptedException {
      Held next = new Held(runtime);
      release.countDown();
      return next;
    }
  }
}
