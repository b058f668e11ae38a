package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.util.Forgotten;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * From an async block that its owner has to the one that runs the code on a thread of its own, with a watch: a block that was polled and
 * then forgotten would keep that thread for ever. The owner.
 *
 * @param <T> type of the value
 */
final class StandIn<T extends @Nullable Object> {
  private final AsyncBlock<T> block;
  private final Cleaner.Cleanable watch;

  /** {@code inner} runs what {@code visible} was to run, and must not lead to it. */
  StandIn(AsyncBlock<T> visible, AsyncBlock<T> inner) {
    block = inner;
    watch = Forgotten.watch(visible, inner::unwindAlone);
  }

  /** The block that runs the code. Any thread. */
  AsyncBlock<T> block() {
    return block;
  }

  /** A block whose owner is inside a poll is not forgotten, even if that is the last thing the owner does with it. */
  Poll<T> poll(AsyncBlock<T> visible, Context context) throws Exception {
    try {
      return block.poll(context);
    } finally {
      Reference.reachabilityFence(visible);
      watchNoMoreIfEnded();
    }
  }

  /** One that was polled by mistake, or for which there was no memory, goes on, and may be forgotten still. */
  private void watchNoMoreIfEnded() {
    if (block.hasEnded()) {
      watch.clean();
    }
  }

  void drop(AsyncBlock<T> visible) {
    try {
      block.drop();
    } finally {
      Reference.reachabilityFence(visible);
      watchNoMoreIfEnded();
    }
  }
}
