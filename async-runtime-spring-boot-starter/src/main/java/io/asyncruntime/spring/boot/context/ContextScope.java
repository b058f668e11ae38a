package io.asyncruntime.spring.boot.context;

import io.asyncruntime.task.ContextPropagator;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * The context in force on a thread, and what there was before. For the thread that opened it only.
 *
 * <p>Another context comes in its place without clearing what it sets anyway, and what both have is left alone. Values
 * that are not known to be plain are scopes, as the observation's: those that differ are closed, all of them before the
 * first is opened; since that may change other thread-locals (a trace is put into the log context), each plain value is
 * then set again.
 */
final class ContextScope implements ContextPropagator.Scope {
  /** Beyond any nesting; an accessor that cannot clear its value must not hold the worker for ever. */
  private static final int MOST_SCOPES = 64;

  private final Accessors accessors;
  private final @Nullable Object[] before;

  /** Whether a value was ever set, so that it need not be looked for at the end. */
  private final boolean[] set;

  /** Nothing is in force yet. */
  ContextScope(Accessors accessors) {
    this.accessors = accessors;
    before = accessors.values();
    set = new boolean[before.length];
  }

  /** Of the same accessors. If one throws, there is again what there was before. */
  void open(CapturedContext context) {
    try {
      for (int i = 0; i < before.length; i++) replace(i, context);
    } catch (Throwable failure) {
      bringBackAfter(failure, 0);
      throw failure;
    }
  }

  @Override
  public ContextPropagator.Scope switchTo(ContextPropagator.Snapshot inForce, ContextPropagator.Snapshot next) {
    if (inForce instanceof CapturedContext now && next instanceof CapturedContext then && now.isBy(accessors)
        && then.isBy(accessors)) {
      exchange(now, then);
      return this;
    }
    return ContextPropagator.Scope.super.switchTo(inForce, next);
  }

  private void exchange(CapturedContext now, CapturedContext then) {
    try {
      boolean closed = closeScopes(now, then);
      for (int i = 0; i < before.length; i++) {
        if (accessors.isPlain(i)) {
          if (closed || !isInForce(i, now, then)) put(i, then);
        } else if (!isInForce(i, now, then)) {
          replace(i, then);
        }
      }
    } catch (Throwable failure) {
      bringBackAfter(failure, 0);
      throw failure;
    }
  }

  /** Those that differ. Whether there were any. */
  private boolean closeScopes(CapturedContext now, CapturedContext then) {
    boolean closed = false;
    for (int i = 0; i < before.length; i++) {
      if (!accessors.isPlain(i) && !isInForce(i, now, then)) {
        bringBack(i);
        closed = true;
      }
    }
    return closed;
  }

  /** Looks at the thread only where both have the same: a waker may have left something there since the last poll. */
  private boolean isInForce(int i, CapturedContext now, CapturedContext then) {
    Object value = then.value(i);
    return now.value(i) == value && then.mayBeShared(i) && accessors.at(i).getValue() == value;
  }

  /** In the place of what was there before the scope. */
  private void replace(int i, CapturedContext context) {
    if (context.value(i) != null || before[i] != null) put(i, context);
  }

  private void put(int i, CapturedContext context) {
    Object value = context.value(i);
    if (value == null) {
      accessors.at(i).setValue();
    } else {
      set[i] = true;
      context.set(i, value);
    }
  }

  private void bringBackAfter(Throwable failure, int first) {
    try {
      bringBackFrom(first);
    } catch (Throwable another) {
      if (another != failure) failure.addSuppressed(another);
    }
  }

  /** Brings back every value, even if an accessor throws: what it leaves would be seen by the next task. */
  @Override
  public void close() {
    bringBackFrom(0);
  }

  private void bringBackFrom(int first) {
    for (int i = first; i < before.length; i++) {
      try {
        bringBack(i);
      } catch (Throwable failure) {
        bringBackAfter(failure, i + 1);
        throw failure;
      }
    }
  }

  private void bringBack(int i) {
    ThreadLocalAccessor<Object> accessor = accessors.at(i);
    Object old = before[i];
    if (old != null) {
      accessors.restore(i, old);
    } else if (set[i] || accessor.getValue() != null) {
      clear(i, accessor);
    }
  }

  /** What was set as a scope is closed as one; several may be open, where a block was suspended inside of them. */
  private void clear(int i, ThreadLocalAccessor<Object> accessor) {
    accessor.restore();
    if (accessors.isPlain(i)) return; // to look again makes it an entry in the thread's map
    for (int open = 0; open < MOST_SCOPES && accessor.getValue() != null; open++) accessor.restore();
  }
}
