package io.asyncruntime.future;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Futures.join} and {@code Futures.tryJoin} are given, as they go on with it: the futures in their order, and what makes
 * the result of all their values. Every {@code of} fails for null, in the order of its parameters.
 *
 * @param futures owned by whoever gets the operands
 * @param combine gets the values in the order of the futures
 * @param <R> type of the result
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares operands
record Operands<R extends @Nullable Object>(Future<?>[] futures, Function<@Nullable Object[], ? extends R> combine) {

  static <T extends @Nullable Object> Operands<List<T>> of(Collection<? extends Future<? extends T>> futures) {
    return new Operands<>(copy(futures), Operands::listOf);
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the futures give an A and a B, in this order; likewise below
  static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Operands<R> of(
      Future<A> a, Future<B> b, BiFunction<? super A, ? super B, ? extends R> combine) {
    Future<?>[] futures = checked(a, b);
    Objects.requireNonNull(combine, "combine");
    return new Operands<>(futures, v -> combine.apply((A) v[0], (B) v[1]));
  }

  @SuppressWarnings({"unchecked", "NullAway"})
  static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object,
      R extends @Nullable Object> Operands<R> of(
          Future<A> a, Future<B> b, Future<C> c, Function3<? super A, ? super B, ? super C, ? extends R> combine) {
    Future<?>[] futures = checked(a, b, c);
    Objects.requireNonNull(combine, "combine");
    return new Operands<>(futures, v -> combine.apply((A) v[0], (B) v[1], (C) v[2]));
  }

  @SuppressWarnings({"unchecked", "NullAway"})
  static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object,
      D extends @Nullable Object, R extends @Nullable Object> Operands<R> of(
          Future<A> a,
          Future<B> b,
          Future<C> c,
          Future<D> d,
          Function4<? super A, ? super B, ? super C, ? super D, ? extends R> combine) {
    Future<?>[] futures = checked(a, b, c, d);
    Objects.requireNonNull(combine, "combine");
    return new Operands<>(futures, v -> combine.apply((A) v[0], (B) v[1], (C) v[2], (D) v[3]));
  }

  /** The futures of a collection, of which none is null. */
  static Future<?>[] copy(Collection<? extends Future<?>> futures) {
    return checked(futures.toArray(new Future<?>[0]));
  }

  private static Future<?>[] checked(Future<?>... futures) {
    for (int i = 0; i < futures.length; i++) {
      int index = i;
      Objects.requireNonNull(futures[i], () -> "future " + index + " is null");
    }
    return futures;
  }

  @SuppressWarnings("unchecked") // the futures give a T each
  private static <T extends @Nullable Object> List<T> listOf(@Nullable Object[] values) {
    return (List<T>) Collections.unmodifiableList(Arrays.asList(values));
  }
}
