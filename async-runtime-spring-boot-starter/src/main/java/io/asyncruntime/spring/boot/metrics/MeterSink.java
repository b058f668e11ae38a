package io.asyncruntime.spring.boot.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Registers meters of one runtime, all with the same tags in front. */
final class MeterSink {
  private static final String PREFIX = "async.runtime.";

  private final MeterRegistry registry;
  private final Tags tags;
  private final Consumer<Object> keep;

  /**
   * @param keep holds what a meter reads from. The registry holds it weakly, for it may outlive the application, in a logging
   *     framework say, and so would all of that; alone it would go blind after a collection
   */
  MeterSink(MeterRegistry registry, Tags tags, Consumer<Object> keep) {
    this.registry = registry;
    this.tags = tags;
    this.keep = keep;
  }

  Tags tags() {
    return tags;
  }

  /** This sink with one more tag. */
  MeterSink with(String tag, String value) {
    return new MeterSink(registry, tags.and(tag, value), keep);
  }

  /** A figure that never goes down. */
  <T> void counter(String name, String description, T source, ToDoubleFunction<T> figure) {
    keep.accept(source);
    FunctionCounter.builder(PREFIX + name, source, figure).tags(tags).description(description).register(registry);
  }

  /** A sum of time that never goes down, in seconds. */
  <T> void seconds(String name, String description, T source, Function<T, Duration> figure) {
    keep.accept(source);
    FunctionCounter.builder(PREFIX + name, source, from -> toSeconds(figure.apply(from))).tags(tags)
        .description(description).baseUnit("seconds").register(registry);
  }

  /** A figure of now. */
  <T> void gauge(String name, String description, T source, ToDoubleFunction<T> figure) {
    keep.accept(source);
    Gauge.builder(PREFIX + name, source, figure).tags(tags).description(description).register(registry);
  }

  /** A duration of now, in the registry's unit of time. */
  <T> void timeGauge(String name, String description, T source, Function<T, Duration> figure) {
    keep.accept(source);
    TimeGauge.builder(PREFIX + name, source, TimeUnit.NANOSECONDS, from -> figure.apply(from).toNanos()).tags(tags)
        .description(description).register(registry);
  }

  /** How often something happened, and how long it took in all. */
  <T> void timer(String name, String description, T source, ToLongFunction<T> count, Function<T, Duration> total) {
    keep.accept(source);
    FunctionTimer.builder(PREFIX + name, source, count, from -> total.apply(from).toNanos(), TimeUnit.NANOSECONDS)
        .tags(tags).description(description).register(registry);
  }

  static double toSeconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
