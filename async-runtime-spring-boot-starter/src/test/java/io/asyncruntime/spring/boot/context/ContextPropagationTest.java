package io.asyncruntime.spring.boot.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeContextAutoConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
}
