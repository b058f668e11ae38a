package io.asyncruntime.future;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The children that were woken since the last poll. A queue: any thread pushes, the poller takes everything at once. An
 * intrusive stack (R. K. Treiber, 1986); as nothing is ever popped singly there is no ABA, and the poller turns what it
 * took around.
 *
 * <p>No wake is lost: a thread pushes first and wakes the parent then, the poller sets the parent's waker first and
 * takes the list then. See {@link ForwardingWaker}.
 */
final class WokenChildren {
  private static final VarHandle NEWEST = ConstantBootstraps.fieldVarHandle(
      MethodHandles.lookup(), "newest", VarHandle.class, WokenChildren.class, ChildWaker.class);

  private final ForwardingWaker parent = new ForwardingWaker();
  private volatile @Nullable ChildWaker newest; // pushed by any thread, taken by the poller

  /** The waker of the composite. */
  ForwardingWaker parent() {
    return parent;
  }

  /** Any thread, for a child it has just made WOKEN. The CAS publishes the link. */
  void push(ChildWaker child) {
    ChildWaker seen;
    do {
      seen = newest;
      child.setNext(seen);
    } while (!NEWEST.compareAndSet(this, seen, child));
  }

  /** Poller only. The list so far, the oldest first, but beginning {@code offset} places further (and going round). */
  @Nullable
  ChildWaker takeAll(int offset) {
    ChildWaker last = (ChildWaker) NEWEST.getAndSet(this, null);
    if (last == null) { return null; }
    ChildWaker oldest = last;
    ChildWaker older = last.takeNext();
    int length = 1;
    while (older != null) { // turn the links around
      ChildWaker before = older.next();
      older.setNext(oldest);
      oldest = older;
      older = before;
      length++;
    }
    return rotate(oldest, last, offset % length);
  }

  /** Moves the first {@code places} links behind the last one. */
  private static @Nullable ChildWaker rotate(ChildWaker oldest, ChildWaker last, int places) {
    if (places == 0) { return oldest; }
    ChildWaker cut = oldest;
    for (int i = 1; i < places; i++) {
      cut = Objects.requireNonNull(cut.next());
    }
    last.setNext(oldest);
    return cut.takeNext();
  }
}
