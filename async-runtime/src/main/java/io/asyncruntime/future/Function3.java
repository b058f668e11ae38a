package io.asyncruntime.future;

import org.jspecify.annotations.Nullable;

/**
 * A function of three arguments, for {@link Futures#join(Future, Future, Future, Function3)}.
 *
 * <pre>{@code
 * Future<String> all = Futures.join(first, second, third, (a, b, c) -> a + b + c);
 * }</pre>
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 * @param <C> type of the third argument
 * @param <R> type of the result
 */
@FunctionalInterface
public interface Function3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object,
    R extends @Nullable Object> {
  /**
   * Applies the function.
   *
   * @param a the first argument
   * @param b the second argument
   * @param c the third argument
   * @return the result
   */
  R apply(A a, B b, C c);
}
