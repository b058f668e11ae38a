package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.internal.scheduler.measure.PanicPolicy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads inside {@code blockOn}, for a runtime that may have to interrupt them all: one that shuts down when a task panics.
 * Others do not pay for the list. Any thread.
 */
final class BlockOns {
  private final Set<BlockOn<?>> inside = ConcurrentHashMap.newKeySet();
  private final boolean listed;

  BlockOns(RuntimeConfig config) {
    listed = config.panicMode == PanicPolicy.Mode.SHUTDOWN;
  }

  void enter(BlockOn<?> call) {
    if (listed) {
      inside.add(call);
    }
  }

  void leave(BlockOn<?> call) {
    if (listed) {
      inside.remove(call);
    }
  }

  void nudgeAll() {
    inside.forEach(BlockOn::nudge);
  }
}
