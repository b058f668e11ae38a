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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
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
