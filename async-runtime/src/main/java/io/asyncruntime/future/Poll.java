package io.asyncruntime.future;

import org.jspecify.annotations.Nullable;

/**
 * The answer of {@link Future#poll(Context)}: the value, or "not yet". A failure is no answer, it is thrown.
 *
 * <pre>{@code
 * Future<Integer> dice = cx -> Poll.ready(random.nextInt(1, 7));
 * }</pre>
 *
 * @param <T> type of the value
 */
public sealed interface Poll<T extends @Nullable Object> permits Poll.Ready, Poll.Pending {

  /**
   * The future has completed.
   *
   * @param value the result, possibly null
   * @param <T> type of the value
   */
  record Ready<T extends @Nullable Object>(T value) implements Poll<T> {
    private static final Ready<?> NULL = new Ready<@Nullable Object>(null);

    @Override
    public boolean isReady() { return true; }
  }

  /**
   * The future has not completed; it will call the waker it was given. There is one instance, {@link Poll#pending()}.
   *
   * @param <T> type of the value to come
   */
  final class Pending<T extends @Nullable Object> implements Poll<T> {
    private static final Pending<?> INSTANCE = new Pending<@Nullable Object>();

    private Pending() {}

    @Override
    public boolean isReady() { return false; }

    @Override
    public T value() {
      throw new IllegalStateException(
          "value() of a pending poll: check isReady() first, or await the future instead of polling it");
    }

    @Override
    public String toString() {
      return "Pending";
    }
  }

  /**
   * A completed poll. {@code ready(null)} allocates nothing.
   *
   * @param value the result, null allowed
   * @param <T> type of the value
   * @return a {@link Ready}
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // a Ready of null fits every T that the caller lets be null
  static <T extends @Nullable Object> Poll<T> ready(@Nullable T value) {
    return value == null ? (Poll<T>) Ready.NULL : new Ready<>(value);
  }

  /**
   * The answer "not yet".
   *
   * @param <T> type of the value to come
   * @return always the same object
   */
  @SuppressWarnings("unchecked") // it never gives a value
  static <T extends @Nullable Object> Poll<T> pending() {
    return (Poll<T>) Pending.INSTANCE;
  }

  /**
   * Whether the future has completed.
   *
   * @return true for {@link Ready}
   */
  boolean isReady();

  /**
   * The result.
   *
   * @return the value, possibly null
   * @throws IllegalStateException when pending
   */
  T value();
}
