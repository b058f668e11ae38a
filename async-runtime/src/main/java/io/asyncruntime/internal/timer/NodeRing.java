package io.asyncruntime.internal.timer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Operations on rings of {@link WheelNode}s: circular doubly linked lists without a sentinel, named by their oldest node. */
final class NodeRing {
  private NodeRing() {}

  /** The ring with {@code node} as its youngest. Returns the oldest. */
  static WheelNode append(@Nullable WheelNode oldest, WheelNode node) {
    if (oldest == null) {
      node.next = node;
      node.previous = node;
      return node;
    }
    WheelNode youngest = Objects.requireNonNull(oldest.previous);
    node.previous = youngest;
    node.next = oldest;
    youngest.next = node;
    oldest.previous = node;
    return oldest;
  }

  /** The ring without {@code node}. Returns the node after it, which is the oldest if {@code node} was; null if none is left. */
  static @Nullable WheelNode remove(WheelNode node) {
    WheelNode next = Objects.requireNonNull(node.next);
    WheelNode previous = Objects.requireNonNull(node.previous);
    node.next = null; // a fired timer must not keep its former neighbours alive
    node.previous = null;
    if (next == node) { return null; }
    previous.next = next;
    next.previous = previous;
    return next;
  }

  /** The smallest tick among the nodes of a ring, if it has at most {@code limit} of them, else {@code otherwise}. */
  static long earliestTick(WheelNode oldest, int limit, long otherwise) {
    long earliest = oldest.tick;
    WheelNode node = Objects.requireNonNull(oldest.next);
    for (int seen = 1; node != oldest; seen++) {
      if (seen == limit) { return otherwise; }
      earliest = Math.min(earliest, node.tick);
      node = Objects.requireNonNull(node.next);
    }
    return earliest;
  }
}
