package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.metrics.MutexMetrics;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/** The mutexes of one name. Filled by one thread, then only read. */
final class MutexFigures {
  private final String name;
  private final List<MutexMetrics> mutexes = new ArrayList<>();

  MutexFigures(String name) {
    this.name = name;
  }

  void add(MutexMetrics mutex) {
    mutexes.add(mutex);
  }

  double get(MutexFigure figure) {
    return figure.of(mutexes);
  }

  /** A row of a gauge that reads the mutexes each time it is read. */
  MultiGauge.Row<MutexFigures> row(MutexFigure figure) {
    return MultiGauge.Row.of(Tags.of("mutex", name), this, figures -> figures.get(figure));
  }
}
