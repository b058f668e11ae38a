package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.metrics.MutexMetrics;
import io.asyncruntime.metrics.RuntimeMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The named mutexes over which most time was spent waiting. Mutexes come and go, so each refresh looks which there are; those
 * of one name count as one, and names past the limit are left out. A sum goes down when a mutex of its name is gone, which
 * readers of counters take for a restart. Any thread.
 */
final class MutexMeters {
  /** How many mutexes of a runtime have meters. */
  static final int TOP = 50;

  private static final Comparator<Map.Entry<String, List<MutexMetrics>>> MOST_WAITED_FOR = Comparator
      .comparingDouble((Map.Entry<String, List<MutexMetrics>> mutex) -> MutexFigure.WAIT_TIME.of(mutex.getValue()))
      .thenComparingDouble(mutex -> MutexFigure.ACQUISITIONS.of(mutex.getValue())).reversed();

  private final RuntimeMetrics metrics;
  private final MeterRegistry registry;
  private final Tags tags;

  /** By name, those that have meters now. Guarded by this; registries read from them weakly, so they must be kept. */
  private final Map<String, MutexFigures> shown = new HashMap<>();

  MutexMeters(RuntimeMetrics metrics, MeterRegistry registry, Tags tags) {
    this.metrics = metrics;
    this.registry = registry;
    this.tags = tags;
  }

  /** Registers the mutexes there are now in place of those there were. */
  synchronized void refresh() {
    Map<String, List<MutexMetrics>> top = byName().entrySet().stream().sorted(MOST_WAITED_FOR).limit(TOP)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    shown.entrySet().removeIf(mutex -> isGone(mutex.getKey(), mutex.getValue(), top));
    top.forEach(this::show);
  }

  private boolean isGone(String name, MutexFigures figures, Map<String, List<MutexMetrics>> top) {
    if (top.containsKey(name)) return false;
    figures.remove(registry);
    return true;
  }

  private void show(String name, List<MutexMetrics> mutexes) {
    MutexFigures present = shown.get(name);
    if (present != null) {
      present.become(mutexes);
    } else {
      shown.put(name, new MutexFigures(mutexes, registry, tags.and("mutex", name)));
    }
  }

  private Map<String, List<MutexMetrics>> byName() {
    Map<String, List<MutexMetrics>> byName = new TreeMap<>();
    for (MutexMetrics mutex : metrics.mutexes()) {
      byName.computeIfAbsent(MeterNames.of(mutex.name()), name -> new ArrayList<>()).add(mutex);
    }
    return byName;
  }
}
