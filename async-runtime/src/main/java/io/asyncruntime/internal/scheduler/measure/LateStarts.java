package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.internal.ambient.LateStart;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** How much was not begun because it would have been late, by kind. Any thread. */
public final class LateStarts {
  private static final LateStart[] KINDS = LateStart.values();

  private final AtomicLongArray counts = new AtomicLongArray(KINDS.length);

  /** One more. */
  public void count(LateStart kind) {
    counts.incrementAndGet(kind.ordinal());
  }

  /** Each kind, in a fixed order, also those that never came. */
  public Map<String, Long> counts() {
    Map<String, Long> figures = new LinkedHashMap<>();
    for (LateStart kind : KINDS) {
      figures.put(kind.label(), counts.get(kind.ordinal()));
    }
    return figures;
  }
}
