package io.asyncruntime.spring.boot.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.metrics.LongPoll;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeContextAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeMetricsAutoConfiguration;
import io.asyncruntime.spring.boot.testkit.LogLines;
import io.asyncruntime.spring.boot.testkit.Workloads;
import io.asyncruntime.task.JoinHandle;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

@Timeout(60)
class LongPollEventTest {
  @Test
  void bothReportsOfALongPollAreEvents() {
    new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class))
        .withPropertyValues("async-runtime.name=orders", "async-runtime.long-poll.threshold=1ms")
        .withBean(Listener.class).run(context -> {
          CountDownLatch release = new CountDownLatch(1);
          JoinHandle<Object> stuck = context.getBean(AsyncRuntime.class).spawn("slow",
              Workloads.holding(new CountDownLatch(1), release));
          Listener listener = context.getBean(Listener.class);
          LongPollEvent crossed = listener.events.take();
          assertThat(crossed.runtime()).isEqualTo("orders");
          assertThat(crossed.poll()).returns("slow", LongPoll::name).returns(stuck.id(), LongPoll::id)
              .returns(false, LongPoll::ended);
          assertThat(crossed.poll().stack()).anyMatch(frame -> frame.contains("Workloads"));
          release.countDown();
          assertThat(listener.events.take().poll()).returns(true, LongPoll::ended);
        });
  }

  @Test
  void theyCarryTheTraceOfTheTaskAndAreTimed() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (LogLines log = new LogLines("io.asyncruntime.longpoll")) {
      new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class,
          AsyncRuntimeContextAutoConfiguration.class, AsyncRuntimeMetricsAutoConfiguration.class))
          .withPropertyValues("async-runtime.name=orders", "async-runtime.long-poll.threshold=1ms")
          .withBean(MeterRegistry.class, () -> meters).withBean(Listener.class).run(context -> {
            CountDownLatch release = new CountDownLatch(1);
            MDC.put("traceId", "4711");
            try {
              context.getBean(AsyncRuntime.class).spawn("slow",
                  Workloads.holding(new CountDownLatch(1), release));
            } finally {
              MDC.remove("traceId");
            }
            Listener listener = context.getBean(Listener.class);
            assertThat(listener.events.take().poll()).returns("slow", LongPoll::name);
            assertThat(listener.traces.take()).isEqualTo("4711");
            release.countDown();
            LongPoll ended = listener.events.take().poll();
            assertThat(ended.ended()).isTrue();
            assertThat(listener.traces.take()).isEqualTo("4711");
            Timer timer = meters.get("async.runtime.long.poll.time").tag("runtime", "orders").timer();
            assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isGreaterThanOrEqualTo(ended.soFar().toNanos());
          });
      assertThat(log.lines()).first().asString().startsWith("WARN task ")
          .contains("\"slow\", spawned at io.asyncruntime");
    }
  }

  /** Name, place of the spawn, trace, worker and stack; the end names who it was and how long it took. */
  @Test
  void theWarningHasEveryPart() {
    try (LogLines log = new LogLines("io.asyncruntime.longpoll")) {
      withContext("async-runtime.task-tracking=timed").run(context -> {
        JoinHandle<Object> stuck = holdUntilReported(context, "4711");
        String task = "WARN task " + stuck.id() + " \"slow\\u000aone\"";
        String[] warning = log.lines().get(0).split("\n");
        assertThat(warning[0]).matches(Pattern.quote(task + ", spawned at " + LongPollEventTest.class.getName())
            + "\\.holdUntilReported\\(LongPollEventTest\\.java:\\d+\\), has kept orders-0 for \\d+ ms without an await"
            + " \\(the threshold is 1 ms\\); blocking work belongs in spawnBlocking or blockInPlace");
        assertThat(warning).filteredOn(line -> line.startsWith("    at ")).hasSize(warning.length - 1)
            .anyMatch(line -> line.contains(Workloads.class.getName()));
        assertThat(log.lines().get(1)).matches(Pattern.quote(task) + " has left orders-0 after \\d+ ms");
        assertThat(log.contexts()).hasSize(2).allSatisfy(line -> assertThat(line).containsEntry("traceId", "4711"));
      });
    }
  }

  @Test
  void withoutATraceTheWarningHasNone() {
    try (LogLines log = new LogLines("io.asyncruntime.longpoll")) {
      withContext("async-runtime.task-tracking=counters").run(context -> holdUntilReported(context, null));
      assertThat(log.lines().get(0)).contains(", spawned at " + Workloads.class.getName());
      assertThat(log.contexts()).hasSize(2).allSatisfy(line -> assertThat(line).isEmpty());
    }
  }

  private static ApplicationContextRunner withContext(String property) {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class,
            AsyncRuntimeContextAutoConfiguration.class))
        .withPropertyValues("async-runtime.long-poll.threshold=1ms", "async-runtime.worker-threads=1",
            "async-runtime.thread-name-prefix=orders-", property)
        .withBean(Listener.class);
  }

  /** Spawns a task with that trace, which holds its worker until it was reported, and waits for the second report. */
  private static JoinHandle<Object> holdUntilReported(ApplicationContext context, @Nullable String trace)
      throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    if (trace != null) MDC.put("traceId", trace);
    JoinHandle<Object> stuck = context.getBean(AsyncRuntime.class).spawn("slow\none",
        Workloads.holding(new CountDownLatch(1), release));
    MDC.clear();
    BlockingQueue<LongPollEvent> events = context.getBean(Listener.class).events;
    assertThat(events.take().poll().ended()).isFalse();
    release.countDown();
    assertThat(events.take().poll().ended()).isTrue();
    return stuck;
  }

  static class Listener {
    private final BlockingQueue<LongPollEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> traces = new LinkedBlockingQueue<>();

    @EventListener
    void on(LongPollEvent event) {
      events.add(event);
      traces.add(String.valueOf(MDC.get("traceId")));
    }
  }
}
