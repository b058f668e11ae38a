package io.asyncruntime.spring.boot.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.metrics.LongPoll;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.testkit.Workloads;
import io.asyncruntime.task.JoinHandle;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  static class Listener {
    private final BlockingQueue<LongPollEvent> events = new LinkedBlockingQueue<>();

    @EventListener
    void on(LongPollEvent event) {
      events.add(event);
    }
  }
}
