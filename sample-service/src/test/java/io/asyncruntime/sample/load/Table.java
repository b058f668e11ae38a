package io.asyncruntime.sample.load;

import java.util.List;
import java.util.Locale;

/** The phases of a run as a table in Markdown. */
public final class Table {
  private static final String HEAD = """
      | load | offered/s | good/s | p50 ms | p99 ms | refused | p99 ms of refusals | no answer | faults | slowest Actuator ms | heap MB | threads | tasks |
      |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
      """;

  private Table() {}

  /** Heap, threads and tasks are the lowest and the highest of a phase. */
  public static String of(List<Phase> phases) {
    StringBuilder table = new StringBuilder(HEAD);
    phases.forEach(phase -> table.append(row(phase)));
    return table.toString();
  }

  private static String row(Phase phase) {
    return String.format(Locale.ROOT, "| %s | %s | %.0f | %s | %s | %d | %s | %d | %d | %s | %s | %s | %s |%n",
        phase.name(),
        number(phase.offered()), phase.goodput(), number(phase.millis(0.5, Reply::isGood)),
        number(phase.millis(0.99, Reply::isGood)), phase.count(Reply::isRefusal),
        number(phase.millis(0.99, Reply::isRefusal)), phase.count(Reply::isSilence), phase.count(Reply::isFault),
        number(phase.slowestActuator()),
        range(phase.lowest(Sample::heapMegabytes), phase.highest(Sample::heapMegabytes)),
        range(phase.lowest(Sample::threads), phase.highest(Sample::threads)),
        range(phase.lowest(Sample::tasks), phase.highest(Sample::tasks)));
  }

  private static String range(double low, double high) {
    return Double.isNaN(low) ? "" : number(low) + "–" + number(high);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.0f", value);
  }
}
