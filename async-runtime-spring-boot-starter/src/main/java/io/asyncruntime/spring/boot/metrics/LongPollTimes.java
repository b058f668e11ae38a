package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.spring.boot.lifecycle.LongPollEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Consumer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.Ordered;

/**
 * Times the polls that the watchdog reported, once they are over: timer {@code async.runtime.long.poll.time}. On the
 * watchdog's thread, before the listeners of the application.
 */
public final class LongPollTimes implements ApplicationListener<PayloadApplicationEvent<LongPollEvent>>, Ordered {
  private final Consumer<Consumer<MeterRegistry>> registry;

  /**
   * Times what it is told of.
   *
   * @param registry calls back with the registry, if there is one; asked at each report
   */
  public LongPollTimes(Consumer<Consumer<MeterRegistry>> registry) {
    this.registry = registry;
  }

  @Override
  public void onApplicationEvent(PayloadApplicationEvent<LongPollEvent> event) {
    LongPollEvent report = event.getPayload();
    if (report.poll().ended()) registry.accept(meters -> timer(report.runtime(), meters).record(report.poll().soFar()));
  }

  private static Timer timer(String runtime, MeterRegistry meters) {
    return Timer.builder("async.runtime.long.poll.time")
        .description("Polls longer than async-runtime.long-poll.threshold").tag("runtime", MeterNames.of(runtime))
        .register(meters);
  }

  @Override
  public int getOrder() { return HIGHEST_PRECEDENCE; }
}
