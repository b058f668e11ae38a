package io.asyncruntime.future;

import io.asyncruntime.internal.util.Names;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Future#then}. */
final class ThenFuture<T extends @Nullable Object, R extends @Nullable Object> extends Composite<R> {
  private Future<?> current; // the source while next is set, then what next made
  private @Nullable Function<? super T, ? extends Future<? extends R>> next;

  ThenFuture(Future<T> source, Function<? super T, ? extends Future<? extends R>> next) {
    this.current = source;
    this.next = next;
  }

  @Override
  @SuppressWarnings("unchecked") // next tells whose value current gives
  public Poll<R> poll(Context cx) throws Exception {
    beginPoll();
    while (true) {
      Poll<?> answer = current.poll(cx);
      if (!answer.isReady()) { return suspend(); }
      if (next == null) { return (Poll<R>) answer; }
      advance((T) answer.value());
    }
  }

  private void advance(T value) {
    Function<? super T, ? extends Future<? extends R>> fn = Objects.requireNonNull(next);
    next = null;
    Future<? extends R> made = fn.apply(value);
    current = Objects.requireNonNull(
        made, "the function given to then() returned null: return a future, Future.ready(null) for no value");
    absorb();
  }

  /**
   * Takes over the state of a successor that is a {@code then} itself, so that a chain that builds itself up as it runs
   * stays one object deep. What was taken over is ours alone: a function hands its future over.
   */
  @SuppressWarnings("unchecked") // the types of the links between two futures cancel out
  private void absorb() {
    if (current instanceof ThenFuture<?, ?> successor && successor.isLive()) {
      current = successor.current;
      next = (Function<? super T, ? extends Future<? extends R>>) (Function<?, ?>) successor.next;
      successor.handOver();
    }
  }

  /** Leaves this object without children; as after completion, a poll is misuse and a drop has no effect. */
  private void handOver() {
    beginPoll();
    current = NeverFuture.instance();
    next = null;
  }

  @Override
  void dropChildren() {
    current.drop();
  }

  @Override
  public String toString() {
    return Names.of(current) + (next == null ? "" : ".then");
  }
}
