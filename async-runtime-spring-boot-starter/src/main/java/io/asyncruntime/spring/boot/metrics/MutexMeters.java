package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.metrics.MutexMetrics;
import io.asyncruntime.metrics.RuntimeMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The named mutexes over which most time was spent waiting. Mutexes come and go, so each refresh registers them anew;
 * those of one name count as one, and names past the limit are left out. Any thread.
 */
final class MutexMeters {
  /** How many mutexes of a runtime have meters. */
  static final int TOP = 50;

  private static final Comparator<MutexFigures> MOST_WAITED_FOR = Comparator
      .comparingDouble((MutexFigures mutex) -> mutex.get(MutexFigure.WAIT_TIME))
      .thenComparingDouble(mutex -> mutex.get(MutexFigure.ACQUISITIONS)).reversed();

  private final RuntimeMetrics metrics;
  private final Map<MutexFigure, MultiGauge> gauges;

  MutexMeters(RuntimeMetrics metrics, MeterRegistry registry, Tags tags) {
    this.metrics = metrics;
    this.gauges = MutexFigure.all().stream()
        .collect(Collectors.toMap(figure -> figure, figure -> figure.register(registry, tags)));
  }

  /** Registers the mutexes there are now in place of those there were. */
  synchronized void refresh() {
    List<MutexFigures> top = byName().values().stream().sorted(MOST_WAITED_FOR).limit(TOP).toList();
    gauges.forEach((figure, gauge) -> gauge.register(top.stream().map(mutex -> mutex.row(figure)).toList(), true));
  }

  private Map<String, MutexFigures> byName() {
    Map<String, MutexFigures> byName = new TreeMap<>();
    for (MutexMetrics mutex : metrics.mutexes()) {
      byName.computeIfAbsent(MeterNames.of(mutex.name()), MutexFigures::new).add(mutex);
    }
    return byName;
  }
}
