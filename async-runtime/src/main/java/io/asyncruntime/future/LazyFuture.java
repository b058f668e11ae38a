package io.asyncruntime.future;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link Future#lazy}. */
final class LazyFuture<T extends @Nullable Object> extends Composite<T> {
  private final Supplier<? extends Future<? extends T>> make;
  private @Nullable Future<? extends T> made; // null until the first poll

  LazyFuture(Supplier<? extends Future<? extends T>> make) {
    this.make = make;
  }

  @Override
  @SuppressWarnings("unchecked") // a Poll only gives values
  public Poll<T> poll(Context cx) throws Exception {
    beginPoll();
    Future<? extends T> future = made;
    if (future == null) {
      future = Objects.requireNonNull(
          make.get(), "the supplier given to lazy() returned null: return a future, Future.ready(null) for no value");
      made = future;
    }
    Poll<? extends T> answer = future.poll(cx);
    return answer.isReady() ? (Poll<T>) answer : suspend();
  }

  @Override
  void dropChildren() {
    if (made != null) {
      made.drop();
    }
  }
}
