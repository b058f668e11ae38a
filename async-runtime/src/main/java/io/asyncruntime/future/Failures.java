package io.asyncruntime.future;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what several children threw: the first is thrown in the end, the others are suppressed in it. */
final class Failures {
  private @Nullable Throwable first;
  private @Nullable Set<Throwable> seen; // by identity, from the second on; a throwable must not suppress itself

  /** Adds a failure unless it is the same object as one added before. */
  void add(Throwable failure) {
    if (first == null) {
      first = failure;
    } else if (failure != first && seen().add(failure)) {
      first.addSuppressed(failure);
    }
  }

  /** Drops a future, and remembers what that throws. */
  void drop(Future<?> future) {
    try {
      future.drop();
    } catch (Throwable failure) {
      add(failure);
    }
  }

  /** Throws the first failure, if there was one. */
  void throwIfAny() {
    if (first != null) { throw rethrow(first); }
  }

  private Set<Throwable> seen() {
    if (seen == null) {
      seen = Collections.newSetFromMap(new IdentityHashMap<>());
    }
    return seen;
  }

  /** Throws any throwable from where the compiler expects no checked one. {@code throw rethrow(t);} */
  static RuntimeException rethrow(Throwable failure) {
    throw Failures.<RuntimeException>unchecked(failure);
  }

  @SuppressWarnings("unchecked") // erased: the cast to X is none at run time
  private static <X extends Throwable> X unchecked(Throwable failure) throws X {
    throw (X) failure;
  }
}
