package io.asyncruntime.bench.peer;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import org.jspecify.annotations.Nullable;

/** A future that awaits a number of others, one after the other: what an async loop is compiled to. */
abstract class Loop<T> implements Future<Void> {
  private int left;
  private @Nullable Future<T> awaited;

  Loop(int rounds) {
    left = rounds;
  }

  /** What the next round awaits. */
  abstract Future<T> begin();

  /** The rest of a round. */
  abstract void end(T value);

  /** After the last round. */
  void finish() {}

  @Override
  public final Poll<Void> poll(Context cx) throws Exception {
    while (true) {
      Future<T> current = awaited;
      if (current == null) {
        if (left-- == 0) {
          finish();
          return Poll.ready(null);
        }
        current = begin();
      }
      Poll<T> poll = current.poll(cx);
      if (!poll.isReady()) {
        awaited = current;
        return Poll.pending();
      }
      awaited = null;
      end(poll.value());
    }
  }
}
