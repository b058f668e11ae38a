package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.metrics.MutexMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A figure that every mutex has.
 *
 * @param name end of the meter's name
 * @param description what it tells
 * @param unit the base unit, or null
 * @param largest whether several mutexes of one name show the largest of their figures, and not the sum
 * @param figure reads it from a mutex
 */
record MutexFigure(
    String name,
    String description,
    @Nullable String unit,
    boolean largest,
    ToDoubleFunction<MutexMetrics> figure) {
  static final MutexFigure ACQUISITIONS =
      new MutexFigure("acquisitions", "How often the mutex was locked", null, false, MutexMetrics::acquisitions);
  static final MutexFigure WAIT_TIME =
      new MutexFigure("wait.time", "Time spent waiting for the mutex", "seconds", false,
          mutex -> MeterSink.toSeconds(mutex.totalWait()));

  private static final List<MutexFigure> ALL = List.of(
      ACQUISITIONS,
      new MutexFigure("contended", "How often someone had to wait for the mutex", null, false, MutexMetrics::contended),
      new MutexFigure("waiting", "How many wait for the mutex", null, false, MutexMetrics::waiting),
      new MutexFigure("locked", "Whether the mutex is locked", null, false, mutex -> mutex.locked() ? 1 : 0),
      WAIT_TIME,
      new MutexFigure("wait.max", "Longest wait for the mutex", "seconds", true,
          mutex -> MeterSink.toSeconds(mutex.maxWait())),
      new MutexFigure("hold.time", "Time for which the mutex was held", "seconds", false,
          mutex -> MeterSink.toSeconds(mutex.totalHold())),
      new MutexFigure("hold.max", "Longest hold of the mutex that has ended", "seconds", true,
          mutex -> MeterSink.toSeconds(mutex.maxHold())));

  static List<MutexFigure> all() {
    return ALL;
  }

  double of(List<MutexMetrics> mutexes) {
    var figures = mutexes.stream().mapToDouble(figure);
    return largest ? figures.max().orElse(0) : figures.sum();
  }

  MultiGauge register(MeterRegistry registry, Tags tags) {
    return MultiGauge.builder("async.runtime.mutex." + name).tags(tags).description(description).baseUnit(unit)
        .register(registry);
  }
}
