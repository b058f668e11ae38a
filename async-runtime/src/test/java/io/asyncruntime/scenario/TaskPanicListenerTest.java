package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskPanic;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.LocalSet;
import io.asyncruntime.task.TaskId;
import io.asyncruntime.testkit.PollProbe;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who listens for panics hears of each, once, before its handle can tell. */
@Timeout(60)
class TaskPanicListenerTest {
  private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();
  private static final IllegalStateException BOOM = new IllegalStateException("boom");

  private final List<TaskPanic> panics = new CopyOnWriteArrayList<>();

  @AfterEach
  void cleanThread() {
    TENANT.remove();
  }

  private AsyncRuntime listening(Flavor flavor) {
    return flavor.builder().blockingLane("jdbc", 1, 1).onTaskPanic(panics::add).build();
  }

  private static void assertPanics(AsyncRuntime runtime, Future<?> handle) {
    assertThatExceptionOfType(JoinException.class).isThrownBy(() -> runtime.blockOn(handle))
        .matches(JoinException::isPanic);
  }

  @ParameterizedTest
  @EnumSource
  void everySortOfTaskIsHeardOfBeforeItsHandleKnows(Flavor flavor) {
    try (AsyncRuntime runtime = listening(flavor)) {
      JoinHandle<Object> task = runtime.spawn("task", Future.failed(BOOM));
      assertPanics(runtime, task);
      assertHeardOf("task", task.id(), TaskKind.ASYNC);
      JoinHandle<Object> job = runtime.spawnBlocking("job", () -> {
        throw BOOM;
      });
      assertPanics(runtime, job);
      assertHeardOf("job", job.id(), TaskKind.BLOCKING);
      Future<Object> inLane = runtime.blockingLane("jdbc").run(() -> {
        throw BOOM;
      });
      assertThatIllegalStateException().isThrownBy(() -> runtime.blockOn(inLane)).isSameAs(BOOM);
      assertThat(panics).singleElement().returns("", TaskPanic::name).returns(TaskKind.BLOCKING, TaskPanic::kind);
      panics.clear();
      LocalSet set = new LocalSet();
      assertPanics(runtime, set.runUntil(set.spawnLocal("local", Future.failed(BOOM))));
      assertThat(panics).singleElement().returns("local", TaskPanic::name).returns(TaskKind.LOCAL, TaskPanic::kind)
          .returns(Thread.currentThread().getName(), TaskPanic::thread);
    }
  }

  private void assertHeardOf(String name, TaskId id, TaskKind kind) {
    assertThat(panics).singleElement().returns(name, TaskPanic::name).returns(id, TaskPanic::id)
        .returns(kind, TaskPanic::kind).returns(BOOM, TaskPanic::cause)
        .satisfies(panic -> assertThat(panic.thread()).isNotEmpty());
    panics.clear();
  }

  @ParameterizedTest
  @EnumSource
  void aCancelledTaskIsNone(Flavor flavor) {
    try (AsyncRuntime runtime = listening(flavor)) {
      JoinHandle<Object> quiet = runtime.spawn("quiet", Future.pending());
      quiet.abort();
      assertThatExceptionOfType(JoinException.class).isThrownBy(() -> runtime.blockOn(quiet))
          .matches(JoinException::isCancelled);
      assertThat(panics).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theContextOfTheTaskIsInForceAndGoesAgain(Flavor flavor) {
    ContextPropagator propagator = () -> restoring(TENANT.get());
    List<String> tenants = new CopyOnWriteArrayList<>();
    try (AsyncRuntime runtime = flavor.builder().contextPropagator(propagator)
        .onTaskPanic(panic -> tenants.add(String.valueOf(TENANT.get()))).build()) {
      TENANT.set("blue");
      JoinHandle<Integer> task = runtime.spawn(PollProbe.<Integer>readyAfter(1, 1).onPoll(() -> {
        if ("red".equals(TENANT.get())) { throw BOOM; }
        TENANT.set("red");
      }));
      JoinHandle<Integer> job = runtime.spawnBlocking(() -> {
        throw BOOM;
      });
      TENANT.set("green");
      assertPanics(runtime, task);
      assertPanics(runtime, job);
      assertThat(tenants).containsExactlyInAnyOrder("red", "blue");
      assertThat(TENANT.get()).isEqualTo("green");
      TENANT.remove();
      assertThat(runtime.<String>blockOn(runtime.spawn(() -> String.valueOf(TENANT.get())))).isEqualTo("null");
    }
  }

  private static ContextPropagator.Snapshot restoring(@Nullable String tenant) {
    return () -> {
      String before = TENANT.get();
      TENANT.set(tenant);
      return () -> TENANT.set(before);
    };
  }

  @ParameterizedTest
  @EnumSource
  void aListenerThatThrowsHarmsNobody(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.builder().onTaskPanic(panic -> {
      throw new AssertionError("a listener that is at fault");
    }).build()) {
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(JoinException.class)
            .isThrownBy(() -> runtime.blockOn(runtime.spawn(Future.failed(BOOM)))).havingCause().isSameAs(BOOM);
      }
      assertThat(runtime.blockOn(runtime.spawn(Future.ready(7)))).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNameKeepsToOneLineAndIsBounded(Flavor flavor) {
    try (AsyncRuntime runtime = listening(flavor)) {
      assertPanics(runtime, runtime.spawn("x\r\nforged", Future.failed(BOOM)));
      assertPanics(runtime, runtime.spawn("n".repeat(100_000), Future.failed(BOOM)));
    }
    assertThat(panics).extracting(TaskPanic::name).containsExactly("x\\u000d\\u000aforged", "n".repeat(256));
  }
}
