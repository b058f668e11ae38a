package io.asyncruntime.future;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Combinators of several futures, all polled on the one task that polls the result: concurrent, not parallel. To use
 * several cores, spawn the futures and combine their handles.
 *
 * <p>The result owns its children: dropping it drops those that have not completed. Its children are polled in turn,
 * the first one being another at each poll, so that none can starve the others. Beyond a few dozen children, only those
 * whose waker was called are polled. All methods throw {@link NullPointerException} at the call for a null argument or
 * element.
 *
 * <pre>{@code
 * Price price = await(Futures.tryJoin(netto, taxes, (net, tax) -> net.plus(tax)));
 * List<Page> pages = await(Futures.join(List.of(fetch(url), fetch(otherUrl))));
 * }</pre>
 */
public final class Futures {
  private Futures() {}

  /**
   * Waits for all futures, also when some fail. Then throws the first failure in the order of the collection, with the
   * others suppressed in it.
   *
   * @param futures the futures; the collection is copied
   * @param <T> type of the values
   * @return a future of the values in the order of the collection, as an unmodifiable list that may hold nulls; at once
   *     ready with an empty list if there are none
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<List<T>> join(Collection<? extends Future<? extends T>> futures) {
    return new JoinFuture<>(Operands.of(futures));
  }

  /**
   * As {@link #join(Collection)} for two futures of different types.
   *
   * @param a the first future
   * @param b the second future
   * @param combine makes the result of the values; if it throws, that is the failure
   * @param <A> type of the first value
   * @param <B> type of the second value
   * @param <R> type of the result
   * @return a future of the combined value
   */
  @CheckReturnValue
  public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Future<R> join(
      Future<A> a, Future<B> b, BiFunction<? super A, ? super B, ? extends R> combine) {
    return new JoinFuture<>(Operands.of(a, b, combine));
  }

  /**
   * As {@link #join(Collection)} for three futures of different types.
   *
   * @param a the first future
   * @param b the second future
   * @param c the third future
   * @param combine makes the result of the values; if it throws, that is the failure
   * @param <A> type of the first value
   * @param <B> type of the second value
   * @param <C> type of the third value
   * @param <R> type of the result
   * @return a future of the combined value
   */
  @CheckReturnValue
  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object,
      R extends @Nullable Object> Future<R> join(
          Future<A> a, Future<B> b, Future<C> c, Function3<? super A, ? super B, ? super C, ? extends R> combine) {
    return new JoinFuture<>(Operands.of(a, b, c, combine));
  }

  /**
   * As {@link #join(Collection)} for four futures of different types.
   *
   * @param a the first future
   * @param b the second future
   * @param c the third future
   * @param d the fourth future
   * @param combine makes the result of the values; if it throws, that is the failure
   * @param <A> type of the first value
   * @param <B> type of the second value
   * @param <C> type of the third value
   * @param <D> type of the fourth value
   * @param <R> type of the result
   * @return a future of the combined value
   */
  @CheckReturnValue
  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object,
      D extends @Nullable Object, R extends @Nullable Object> Future<R> join(
          Future<A> a,
          Future<B> b,
          Future<C> c,
          Future<D> d,
          Function4<? super A, ? super B, ? super C, ? super D, ? extends R> combine) {
    return new JoinFuture<>(Operands.of(a, b, c, d, combine));
  }

  /**
   * Waits for all futures as long as none fails. The first failure drops the unfinished rest and is thrown, with what
   * those drops throw suppressed in it.
   *
   * @param futures the futures; the collection is copied
   * @param <T> type of the values
   * @return a future of the values in the order of the collection, as an unmodifiable list that may hold nulls; at once
   *     ready with an empty list if there are none
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<List<T>> tryJoin(
      Collection<? extends Future<? extends T>> futures) {
    return new TryJoinFuture<>(Operands.of(futures));
  }

  /**
   * As {@link #tryJoin(Collection)} for two futures of different types.
   *
   * @param a the first future
   * @param b the second future
   * @param combine makes the result of the values; if it throws, that is the failure
   * @param <A> type of the first value
   * @param <B> type of the second value
   * @param <R> type of the result
   * @return a future of the combined value
   */
  @CheckReturnValue
  public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Future<R> tryJoin(
      Future<A> a, Future<B> b, BiFunction<? super A, ? super B, ? extends R> combine) {
    return new TryJoinFuture<>(Operands.of(a, b, combine));
  }

  /**
   * As {@link #tryJoin(Collection)} for three futures of different types.
   *
   * @param a the first future
   * @param b the second future
   * @param c the third future
   * @param combine makes the result of the values; if it throws, that is the failure
   * @param <A> type of the first value
   * @param <B> type of the second value
   * @param <C> type of the third value
   * @param <R> type of the result
   * @return a future of the combined value
   */
  @CheckReturnValue
  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object,
      R extends @Nullable Object> Future<R> tryJoin(
          Future<A> a, Future<B> b, Future<C> c, Function3<? super A, ? super B, ? super C, ? extends R> combine) {
    return new TryJoinFuture<>(Operands.of(a, b, c, combine));
  }

  /**
   * As {@link #tryJoin(Collection)} for four futures of different types.
   *
   * @param a the first future
   * @param b the second future
   * @param c the third future
   * @param d the fourth future
   * @param combine makes the result of the values; if it throws, that is the failure
   * @param <A> type of the first value
   * @param <B> type of the second value
   * @param <C> type of the third value
   * @param <D> type of the fourth value
   * @param <R> type of the result
   * @return a future of the combined value
   */
  @CheckReturnValue
  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object,
      D extends @Nullable Object, R extends @Nullable Object> Future<R> tryJoin(
          Future<A> a,
          Future<B> b,
          Future<C> c,
          Future<D> d,
          Function4<? super A, ? super B, ? super C, ? super D, ? extends R> combine) {
    return new TryJoinFuture<>(Operands.of(a, b, c, d, combine));
  }

  /**
   * Completes as the first of the futures does, with its value or its failure. The losers are dropped before the result
   * is returned. Each poll begins with a random future (repeatable on a runtime with a seed), so among several that are
   * ready each may win.
   *
   * @param futures at least one future; the collection is copied
   * @param <T> type of the value
   * @return a future of the winner's value; see {@link Select} for branches of different types
   * @throws IllegalArgumentException if there are no futures
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> select(Collection<? extends Future<? extends T>> futures) {
    return new SelectFuture<>(new Race(atLeastOne(Operands.copy(futures), "select"), false));
  }

  /**
   * As {@link #select}, but each poll goes from the first future to the last: among several that are ready the first in
   * the order of the collection wins. One that is always ready starves those after it.
   *
   * @param futures at least one future; the collection is copied
   * @param <T> type of the value
   * @return a future of the winner's value
   * @throws IllegalArgumentException if there are no futures
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> selectBiased(
      Collection<? extends Future<? extends T>> futures) {
    return new SelectFuture<>(new Race(atLeastOne(Operands.copy(futures), "selectBiased"), true));
  }

  /**
   * The first element of a publisher, for whoever awaits what a reactive library gives. Subscribes at the first poll, asks for one
   * element, and cancels the subscription once it is there. Dropping the future cancels the subscription too.
   *
   * @param publisher not subscribed to before the first poll; its signals may come on any thread
   * @param <T> type of the elements
   * @return a future of the element, or of empty when the publisher completes without any; it fails with the publisher's error
   */
  @CheckReturnValue
  public static <T> Future<Optional<T>> first(Flow.Publisher<? extends T> publisher) {
    return new FirstFuture<>(Objects.requireNonNull(publisher, "publisher"));
  }

  private static Future<?>[] atLeastOne(Future<?>[] futures, String method) {
    if (futures.length == 0) {
      throw new IllegalArgumentException(
          method + " of an empty collection would never complete: pass at least one future, or Future.pending()");
    }
    return futures;
  }
}
