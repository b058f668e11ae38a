package io.asyncruntime.future;

import org.jspecify.annotations.Nullable;

/**
 * A function of four arguments, for {@link Futures#join(Future, Future, Future, Future, Function4)}.
 *
 * <pre>{@code
 * Future<String> all = Futures.join(first, second, third, fourth, (a, b, c, d) -> a + b + c + d);
 * }</pre>
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 * @param <C> type of the third argument
 * @param <D> type of the fourth argument
 * @param <R> type of the result
 */
@FunctionalInterface
public interface Function4<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object,
    D extends @Nullable Object, R extends @Nullable Object> {
  /**
   * Applies the function.
   *
   * @param a the first argument
   * @param b the second argument
   * @param c the third argument
   * @param d the fourth argument
   * @return the result
   */
  R apply(A a, B b, C c, D d);
}
