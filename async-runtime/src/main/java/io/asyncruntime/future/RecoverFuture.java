package io.asyncruntime.future;

import io.asyncruntime.internal.util.Names;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Future#recover}. */
final class RecoverFuture<T extends @Nullable Object> extends Composite<T> {
  private Future<? extends T> current; // the source while handler is set, then what handler made
  private @Nullable Function<? super Throwable, ? extends Future<? extends T>> handler;

  RecoverFuture(Future<T> source, Function<? super Throwable, ? extends Future<? extends T>> handler) {
    this.current = source;
    this.handler = handler;
  }

  @Override
  @SuppressWarnings("unchecked") // a Poll only gives values
  public Poll<T> poll(Context cx) throws Exception {
    beginPoll();
    Poll<? extends T> answer = handler == null ? current.poll(cx) : pollSource(cx, handler);
    return answer.isReady() ? (Poll<T>) answer : suspend();
  }

  private Poll<? extends T> pollSource(
      Context cx, Function<? super Throwable, ? extends Future<? extends T>> onFailure) throws Exception {
    try {
      return current.poll(cx);
    } catch (Error error) {
      throw error;
    } catch (Throwable failure) { // Throwable, for what is neither an exception nor an error can be thrown sneakily
      handler = null;
      current = Objects.requireNonNull(
          onFailure.apply(failure),
          "the handler given to recover() returned null: return a future, Future.ready(null) for no value");
      return current.poll(cx);
    }
  }

  @Override
  void dropChildren() {
    current.drop();
  }

  @Override
  public String toString() {
    return Names.of(current) + (handler == null ? "" : ".recover");
  }
}
