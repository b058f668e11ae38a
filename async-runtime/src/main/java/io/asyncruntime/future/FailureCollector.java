package io.asyncruntime.future;

import io.asyncruntime.internal.util.Failures;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what several children threw: the first is thrown in the end, the others are suppressed in it. */
final class FailureCollector {
  private @Nullable Throwable first;
  private @Nullable Set<Throwable> others; // by identity; a throwable must not suppress itself, nor another one twice

  /** Adds a failure unless it is the same object as one added before. */
  void add(Throwable failure) {
    if (first == null) {
      first = failure;
    } else if (failure != first && others().add(failure)) {
      first.addSuppressed(failure);
    }
  }

  /** Drops a future, and adds what that throws. */
  void drop(Future<?> future) {
    try {
      future.drop();
    } catch (Throwable failure) {
      add(failure);
    }
  }

  /** Throws the first failure, if there was one. */
  void throwIfAny() {
    if (first != null) { throw Failures.sneaky(first); }
  }

  private Set<Throwable> others() {
    if (others == null) {
      others = Collections.newSetFromMap(new IdentityHashMap<>());
    }
    return others;
  }
}
