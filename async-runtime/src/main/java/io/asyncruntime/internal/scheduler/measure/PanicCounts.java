package io.asyncruntime.internal.scheduler.measure;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How often tasks threw, by name. The first {@link #NAMES} names are counted each by itself, all further ones as one: names
 * come from users, and there may be no end of them. Any thread.
 *
 * <p>A panic is counted while its task completes, so without a lock: the map is never changed but replaced by CAS, which
 * happens at most once a name; the adders in it are shared by all versions, so that no count is lost.
 */
final class PanicCounts {
  static final int NAMES = 100;

  /** Stands for all names beyond the limit. */
  static final String OTHER = "other";

  private final AtomicReference<Map<String, LongAdder>> byName =
      new AtomicReference<>(Map.of(OTHER, new LongAdder()));

  /** Counts one panic; a task without a name counts under the empty one. */
  void count(@Nullable String name) {
    of(name == null ? "" : name).increment();
  }

  private LongAdder of(String name) {
    while (true) {
      Map<String, LongAdder> counts = byName.get();
      LongAdder known = counts.get(counts.containsKey(name) || counts.size() <= NAMES ? name : OTHER);
      if (known != null) { return known; }
      Map<String, LongAdder> more = new HashMap<>(counts);
      LongAdder added = new LongAdder();
      more.put(name, added);
      if (byName.compareAndSet(counts, Map.copyOf(more))) { return added; }
    }
  }

  /** Each name that was counted. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    byName.get().forEach((name, count) -> counts.put(name, count.sum()));
    counts.values().removeIf(count -> count == 0);
    return Map.copyOf(counts);
  }
}
