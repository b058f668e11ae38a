package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.internal.task.JoinableTask;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The local sets that are driven inside a runtime, for its dump; held weakly. Any thread. */
final class LocalSets {
  private final List<WeakReference<LocalTaskSet>> sets = new ArrayList<>();

  synchronized void add(LocalTaskSet set) {
    sets.removeIf(reference -> reference.get() == null);
    sets.add(new WeakReference<>(set));
  }

  /** Shows every live task of the sets to {@code viewer}, outside the lock. */
  void forEach(Consumer<? super JoinableTask<?>> viewer) {
    for (WeakReference<LocalTaskSet> reference : copy()) {
      LocalTaskSet set = reference.get();
      if (set != null) {
        set.owned().forEach(viewer);
      }
    }
  }

  private synchronized List<WeakReference<LocalTaskSet>> copy() {
    return List.copyOf(sets);
  }

  synchronized List<JoinableTask<?>> tasks() {
    return sets.stream()
        .map(WeakReference::get)
        .filter(Objects::nonNull)
        .<JoinableTask<?>>flatMap(set -> set.owned().snapshot().stream())
        .toList();
  }
}
