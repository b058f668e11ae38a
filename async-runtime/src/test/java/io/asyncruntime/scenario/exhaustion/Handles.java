package io.asyncruntime.scenario.exhaustion;

import io.asyncruntime.task.JoinHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tasks that could be spawned at all, in an array that is there before memory runs out. For one thread. */
final class Handles {
  private final JoinHandle<?>[] all;
  private int count;
  private int refused;

  Handles(int most) {
    all = new JoinHandle<?>[most];
  }

  /** A task more, unless there is no memory to make it. */
  void add(Supplier<JoinHandle<?>> spawn) {
    if (count == all.length) { return; }
    try {
      all[count] = spawn.get();
      count++;
    } catch (OutOfMemoryError none) {
      refused++;
    }
  }

  /** Aborts one of those before, if it can. */
  void abort(int index) {
    if (count == 0) { return; }
    try {
      all[index % count].abort();
    } catch (OutOfMemoryError none) {
      refused++;
    }
  }

  int count() {
    return count;
  }

  /** One that could not even be tried. */
  void countRefused() {
    refused++;
  }

  int refused() {
    return refused;
  }

  /** The first that is not finished; null if all are. */
  @Nullable
  JoinHandle<?> unfinished() {
    for (int i = 0; i < count; i++) {
      if (!all[i].isFinished()) { return all[i]; }
    }
    return null;
  }
}
