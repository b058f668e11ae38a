package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.metrics.RuntimeMetrics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Panics by the name of the task: a counter for each name that the runtime counts by itself. Any thread. */
final class PanicMeters {
  private final RuntimeMetrics metrics;
  private final MeterSink sink;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  PanicMeters(RuntimeMetrics metrics, MeterSink sink) {
    this.metrics = metrics;
    this.sink = sink;
  }

  /** Registers the names that are new. */
  void refresh() {
    metrics.panickedTasksByName().keySet().stream().map(MeterNames::of).filter(known::add).forEach(this::register);
  }

  private void register(String shown) {
    sink.with("name", shown).counter("panics", "Tasks that threw, by name of the task", metrics,
        source -> count(source, shown));
  }

  /** Names that look the same count as one. */
  private static double count(RuntimeMetrics metrics, String shown) {
    return metrics.panickedTasksByName().entrySet().stream().filter(name -> MeterNames.of(name.getKey()).equals(shown))
        .mapToLong(Map.Entry::getValue).sum();
  }
}
