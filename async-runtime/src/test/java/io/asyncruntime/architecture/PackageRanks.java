package io.asyncruntime.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of who may use whom: a package uses packages of strictly lower rank only. Names are relative to a root
 * package, so that the same rules run on the library and on the violations planted beside this class.
 */
final class PackageRanks {
  /** Relative package name to rank; the empty name is the root itself, the facade. */
  static final Map<String, Integer> RANKS = Map.ofEntries(
      Map.entry("testing", 15),
      Map.entry("", 14),
      Map.entry("internal.scheduler", 13),
      Map.entry("internal.scheduler.watch", 12),
      Map.entry("internal.scheduler.multithread", 11),
      Map.entry("internal.scheduler.currentthread", 11),
      Map.entry("internal.executor", 11),
      Map.entry("internal.scheduler.shared", 10),
      Map.entry("internal.scheduler.measure", 9),
      Map.entry("internal.timer", 8),
      Map.entry("internal.blocking", 8),
      Map.entry("internal.coroutine", 8),
      Map.entry("internal.task", 7),
      Map.entry("sync", 7),
      Map.entry("time", 7),
      Map.entry("metrics", 6),
      Map.entry("task", 5),
      Map.entry("internal.join", 4),
      Map.entry("internal.wait", 3),
      Map.entry("future", 2),
      Map.entry("internal.queue", 2),
      Map.entry("internal.ambient", 1),
      Map.entry("internal.util", 0));

  /** What the users' vocabulary may see, so that a third party could have written it. */
  private static final Set<String> VOCABULARY_MAY_USE =
      Set.of("future", "task", "metrics", "internal.wait", "internal.util", "internal.ambient");

  private static final List<String> VOCABULARY = List.of("sync", "time");

  private PackageRanks() {
  }

  /** Whether {@code from} may use {@code to}; both are relative names and must be in the table. */
  static boolean mayUse(String from, String to) {
    if (from.equals(to)) return true;
    if (VOCABULARY.contains(from)) return VOCABULARY_MAY_USE.contains(to);
    return RANKS.get(to) < RANKS.get(from);
  }

  /** The name of {@code packageName} below {@code root}, which it must start with. */
  static String relative(String root, String packageName) {
    return packageName.equals(root) ? "" : packageName.substring(root.length() + 1);
  }
}
