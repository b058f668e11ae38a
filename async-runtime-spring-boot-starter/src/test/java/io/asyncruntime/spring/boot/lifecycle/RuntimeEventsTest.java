package io.asyncruntime.spring.boot.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.metrics.SpareWorker;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskPanic;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeBuilderCustomizer;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeContextAutoConfiguration;
import io.asyncruntime.spring.boot.testkit.LogLines;
import io.asyncruntime.spring.boot.testkit.Workloads;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

/** What a runtime tells the application by events, beside long polls: panics, and workers for those that are stuck. */
@Timeout(60)
class RuntimeEventsTest {
  private static final IllegalStateException BOOM = new IllegalStateException("boom");

  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class,
          AsyncRuntimeContextAutoConfiguration.class))
      .withPropertyValues("async-runtime.name=orders", "async-runtime.worker-threads=1",
          "async-runtime.thread-name-prefix=orders-", "async-runtime.long-poll.threshold=1ms");

  @Test
  void aPanicIsAnEventOnItsThreadInItsContextBeforeTheHandleKnows() {
    runner.withBean(Listener.class).run(context -> {
      MDC.put("traceId", "4711");
      JoinHandle<Object> failing;
      try {
        failing = context.getBean(AsyncRuntime.class).spawn("pay", Future.failed(BOOM));
      } finally {
        MDC.remove("traceId");
      }
      assertThatExceptionOfType(JoinException.class).isThrownBy(failing::join).havingCause().isSameAs(BOOM);
      Listener listener = context.getBean(Listener.class);
      assertThat(listener.panics.poll())
          .isEqualTo(
              new TaskPanicEvent("orders", new TaskPanic(failing.id(), "pay", TaskKind.ASYNC, "orders-0", BOOM)));
      assertThat(listener.places.poll()).isEqualTo("orders-0 4711");
    });
  }

  @Test
  void aPanicOfABlockingJobIsOneToo() {
    runner.withBean(Listener.class).run(context -> {
      JoinHandle<Object> failing = context.getBean(AsyncRuntime.class).spawnBlocking("report", () -> {
        throw BOOM;
      });
      assertThatExceptionOfType(JoinException.class).isThrownBy(failing::join);
      assertThat(context.getBean(Listener.class).panics.poll().panic()).returns("report", TaskPanic::name)
          .returns(TaskKind.BLOCKING, TaskPanic::kind).returns(failing.id(), TaskPanic::id);
    });
  }

  @Test
  void namesAreBoundedAndEscaped() {
    runner.withBean(Listener.class).run(context -> {
      AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
      for (String name : new String[] {"x\r\nforged", "n".repeat(10_000_000)}) {
        assertThatExceptionOfType(JoinException.class)
            .isThrownBy(() -> runtime.spawn(name, Future.failed(BOOM)).join());
      }
      Listener listener = context.getBean(Listener.class);
      assertThat(listener.panics.poll().panic().name()).isEqualTo("x\\u000d\\u000aforged");
      assertThat(listener.panics.poll().panic().name()).isEqualTo("n".repeat(128) + "\u2026");
    });
  }

  @Test
  void aWorkerForThoseThatAreStuckIsAnEvent() {
    runner.withBean(Listener.class).run(context -> {
      AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
      CountDownLatch polling = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      JoinHandle<Object> stuck = runtime.spawn("stuck", Workloads.holding(polling, release));
      polling.await();
      assertThat(runtime.spawn("waits", Future.ready(7)).join()).isEqualTo(7);
      Listener listener = context.getBean(Listener.class);
      assertThat(listener.spares.take()).isEqualTo(new SpareWorkerEvent("orders", new SpareWorker(1, 1)));
      assertThat(listener.places.poll()).isEqualTo("orders-watchdog null");
      release.countDown();
      assertThat(stuck.join()).isEqualTo("released");
    });
  }

  @Test
  void aListenerThatThrowsIsLoggedAndHarmsNobody() {
    try (LogLines log = new LogLines("io.asyncruntime")) {
      runner.withBean(Throwing.class).run(context -> {
        AsyncRuntime runtime = context.getBean(AsyncRuntime.class);
        assertThatExceptionOfType(JoinException.class)
            .isThrownBy(() -> runtime.spawn("pay", Future.failed(BOOM)).join()).havingCause().isSameAs(BOOM);
        CountDownLatch polling = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        JoinHandle<Object> stuck = runtime.spawn("stuck", Workloads.holding(polling, release));
        polling.await();
        assertThat(runtime.spawn("waits", Future.ready(7)).join()).isEqualTo(7);
        release.countDown();
        assertThat(stuck.join()).isEqualTo("released");
        while (log.lines().stream().noneMatch(line -> line.contains("onSpareWorker"))) { // told beside all that
          Thread.onSpinWait();
        }
      });
      assertThat(log.lines()).anyMatch(line -> line.startsWith("ERROR the onTaskPanic listener threw for task "))
          .anyMatch(line -> line.equals("ERROR the onSpareWorker listener threw"));
    }
  }

  @Test
  void aCustomizerPutsItsOwnListenerInTheirPlace() {
    BlockingQueue<TaskPanic> own = new LinkedBlockingQueue<>();
    runner.withBean(Listener.class)
        .withBean(AsyncRuntimeBuilderCustomizer.class, () -> builder -> builder.onTaskPanic(own::add))
        .run(context -> {
          assertThatExceptionOfType(JoinException.class)
              .isThrownBy(() -> context.getBean(AsyncRuntime.class).spawn("pay", Future.failed(BOOM)).join());
          assertThat(own).singleElement().returns("pay", TaskPanic::name);
          assertThat(context.getBean(Listener.class).panics).isEmpty();
        });
  }

  static class Listener {
    private final BlockingQueue<TaskPanicEvent> panics = new LinkedBlockingQueue<>();
    private final BlockingQueue<SpareWorkerEvent> spares = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> places = new LinkedBlockingQueue<>();

    @EventListener
    void on(TaskPanicEvent event) {
      note();
      panics.add(event);
    }

    @EventListener
    void on(SpareWorkerEvent event) {
      note();
      spares.add(event);
    }

    private void note() {
      places.add(Thread.currentThread().getName() + " " + MDC.get("traceId"));
    }
  }

  static class Throwing {
    @EventListener({TaskPanicEvent.class, SpareWorkerEvent.class})
    void on(Object event) {
      throw new IllegalStateException("a listener that is at fault: " + event.getClass().getSimpleName());
    }
  }
}
