package io.asyncruntime.future;

import io.asyncruntime.internal.util.Names;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Future#map}. */
final class MapFuture<T extends @Nullable Object, R extends @Nullable Object> extends Composite<R> {
  private final Future<T> source;
  private final Function<? super T, ? extends R> fn;

  MapFuture(Future<T> source, Function<? super T, ? extends R> fn) {
    this.source = source;
    this.fn = fn;
  }

  @Override
  public Poll<R> poll(Context cx) throws Exception {
    beginPoll();
    Poll<T> answer = source.poll(cx);
    return answer.isReady() ? Poll.ready(fn.apply(answer.value())) : suspend();
  }

  @Override
  void dropChildren() {
    source.drop();
  }

  @Override
  public String toString() {
    return Names.of(source) + ".map";
  }
}
