package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.metrics.MutexMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** The mutexes of one name, and the meters that show them. Written by whoever refreshes, one at a time; read by any thread. */
final class MutexFigures {
  private final List<Meter> meters;

  /** Those that there were at the last refresh. Its elements are never changed. */
  private volatile List<MutexMetrics> mutexes;

  /** Registers their meters. */
  MutexFigures(List<MutexMetrics> mutexes, MeterRegistry registry, Tags tags) {
    this.mutexes = mutexes;
    this.meters = MutexFigure.all().stream().map(figure -> figure.register(registry, tags, this)).toList();
  }

  /** From now on the meters show these. */
  void become(List<MutexMetrics> others) {
    mutexes = others;
  }

  double get(MutexFigure figure) {
    return figure.of(mutexes);
  }

  /** Takes the meters out again. */
  void remove(MeterRegistry registry) {
    meters.forEach(registry::remove);
  }
}
