package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.task.ContextPropagator;
import org.jspecify.annotations.Nullable;

/**
 * The context that a poll left in force on its thread, in case that the same task is polled next: then there is nothing to do.
 * For the thread of the loop (a worker, or the driver of a current-thread runtime) only. What is polled or dropped within a
 * poll, by a local set say, opens and closes a scope of its own on top.
 *
 * <pre>
 *   BARE        -> POLLING(s)   enter(s)
 *   STANDING(s) -> POLLING(s)   enter(s): nothing to do
 *   STANDING(s) -> POLLING(t)   enter(t): the scope goes over to t, or is closed for another one
 *   POLLING(s)  -> STANDING(t)  stay(t): the thread was found to be like t; often t is s
 *   POLLING(s), STANDING(s) -> BARE   leave()
 *   any         -> BARE         the propagator threw; the poll that begins is one without a context
 * </pre>
 */
public final class StandingContext {
  /** What the thread is like, as far as is known. Null when no scope is open. */
  private ContextPropagator.@Nullable Snapshot inForce;

  private ContextPropagator.@Nullable Scope scope;
  private boolean polling;

  /** A poll begins with {@code wanted} in force; null is none. */
  void enter(ContextPropagator.@Nullable Snapshot wanted) {
    if (inForce != wanted) {
      if (wanted == null) {
        leave();
      } else {
        replace(wanted);
      }
    }
    polling = true;
  }

  private void replace(ContextPropagator.Snapshot wanted) {
    ContextPropagator.Snapshot now = inForce;
    ContextPropagator.Scope open = scope;
    if (open == null || now == null) {
      scope = wanted.restore();
    } else {
      exchange(open, now, wanted);
    }
    inForce = wanted;
  }

  private void exchange(ContextPropagator.Scope open, ContextPropagator.Snapshot now,
      ContextPropagator.Snapshot wanted) {
    ContextPropagator.Scope next = null;
    try {
      next = open.switchTo(now, wanted);
    } finally {
      if (next != open) { // a reference stored in an old object costs a fence under G1
        scope = next;
      }
      if (next == null) {
        inForce = null;
      }
    }
  }

  /** The poll is over, and may go on on this thread. The thread is like {@code now}, by what the task did. */
  void stay(ContextPropagator.Snapshot now) {
    polling = false;
    if (inForce != now) { // a reference stored in an old object costs a fence under G1
      inForce = now;
    }
  }

  /** The poll is over, or another task's is next, or none. Brings back what there was before. */
  void leave() {
    polling = false;
    ContextPropagator.Scope open = scope;
    if (open != null) {
      scope = null;
      inForce = null;
      open.close();
    }
  }

  /** Whether there is something to bring back. */
  boolean isOpen() { return scope != null; }

  /** Whether a poll is under way. */
  boolean isPolling() { return polling; }
}
