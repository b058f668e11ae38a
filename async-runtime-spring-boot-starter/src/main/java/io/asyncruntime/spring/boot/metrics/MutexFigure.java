package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.metrics.MutexMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
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
 * @param kind how it behaves, and what several mutexes of one name show
 * @param figure reads it from a mutex
 */
record MutexFigure(
    String name,
    String description,
    @Nullable String unit,
    Kind kind,
    ToDoubleFunction<MutexMetrics> figure) {
  /** What sort of figure it is. */
  enum Kind {
    /** Never goes down: a counter; those of one name add up. */
    TOTAL,
    /** A figure of now: a gauge; those of one name add up. */
    NOW,
    /** A gauge; of those of one name the largest counts. */
    LARGEST
  }

  static final MutexFigure ACQUISITIONS =
      new MutexFigure("acquisitions", "How often the mutex was locked", null, Kind.TOTAL, MutexMetrics::acquisitions);
  static final MutexFigure WAIT_TIME =
      new MutexFigure("wait.time", "Time spent waiting for the mutex", "seconds", Kind.TOTAL,
          mutex -> MeterSink.toSeconds(mutex.totalWait()));

  private static final List<MutexFigure> ALL = List.of(
      ACQUISITIONS,
      new MutexFigure("contended", "How often someone had to wait for the mutex", null, Kind.TOTAL,
          MutexMetrics::contended),
      new MutexFigure("waiting", "How many wait for the mutex", null, Kind.NOW, MutexMetrics::waiting),
      new MutexFigure("locked", "Whether the mutex is locked", null, Kind.NOW, mutex -> mutex.locked() ? 1 : 0),
      WAIT_TIME,
      new MutexFigure("wait.max", "Longest wait for the mutex", "seconds", Kind.LARGEST,
          mutex -> MeterSink.toSeconds(mutex.maxWait())),
      new MutexFigure("hold.time", "Time for which the mutex was held", "seconds", Kind.TOTAL,
          mutex -> MeterSink.toSeconds(mutex.totalHold())),
      new MutexFigure("hold.max", "Longest hold of the mutex that has ended", "seconds", Kind.LARGEST,
          mutex -> MeterSink.toSeconds(mutex.maxHold())));

  static List<MutexFigure> all() {
    return ALL;
  }

  double of(List<MutexMetrics> mutexes) {
    var figures = mutexes.stream().mapToDouble(figure);
    return kind == Kind.LARGEST ? figures.max().orElse(0) : figures.sum();
  }

  /** A meter that reads {@code mutexes} each time it is read; whoever registers it keeps them alive. */
  Meter register(MeterRegistry registry, Tags tags, MutexFigures mutexes) {
    String meter = "async.runtime.mutex." + name;
    if (kind == Kind.TOTAL) {
      return FunctionCounter.builder(meter, mutexes, of -> of.get(this)).tags(tags).description(description)
          .baseUnit(unit).register(registry);
    }
    return Gauge.builder(meter, mutexes, of -> of.get(this)).tags(tags).description(description).baseUnit(unit)
        .register(registry);
  }
}
