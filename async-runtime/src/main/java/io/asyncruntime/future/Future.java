package io.asyncruntime.future;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A computation that makes progress only while it is polled.
 *
 * <p>A future is <em>lazy</em>: nothing happens before the first {@link #poll}. It completes once, by a poll that
 * returns {@link Poll.Ready} or that throws. Until then every poll returns {@link Poll#pending()}, and the future calls
 * the waker of the latest poll once there is a reason to poll again; it must tolerate polls nobody asked for.
 *
 * <p>Whoever owns a future gives it up with {@link #drop()} if it has not completed; Java has no destructors. A
 * combinator owns the futures it was made of: after {@code a.map(f)} poll and drop the result, no longer {@code a}.
 *
 * <p>Threads: one thread at a time polls or drops a future, not always the same one, and each of these calls
 * happens-before the next (a runtime sees to both). So implementations need no synchronisation, except for what their
 * wakers touch. {@code drop()} is not called from inside the future's own poll.
 *
 * <pre>{@code
 * Future<Integer> length = fetch(url).map(page -> page.text().length());
 * int chars = await(length);
 * }</pre>
 *
 * @param <T> type of the value; {@code Void} for futures that complete with null
 */
@FunctionalInterface
public interface Future<T extends @Nullable Object> {

  /**
   * Makes as much progress as is possible without waiting.
   *
   * @param cx whom to wake
   * @return the value, or {@link Poll#pending()} after having arranged that the waker of {@code cx} is called
   * @throws Exception the future's failure, which completes it; errors complete it likewise
   * @throws IllegalStateException where the future notices that it has already completed or been dropped
   */
  Poll<T> poll(Context cx) throws Exception;

  /**
   * Gives up an unfinished future: unregisters wakers and queued waiters, passes on what it had been handed and was not
   * able to deliver, and drops every future it owns. Idempotent, and without effect after completion. A dropped future
   * must not be polled.
   *
   * <p>A composite drops all its children even if dropping one throws; the first throwable is then thrown, with the
   * others suppressed.
   */
  default void drop() {}

  /**
   * Applies a function to the value. A failure passes through unchanged; if the function throws, that is the failure.
   *
   * @param fn applied in the poll that completes this future
   * @param <R> type of the result
   * @return a future that owns this one
   */
  @CheckReturnValue
  default <R extends @Nullable Object> Future<R> map(Function<? super T, ? extends R> fn) {
    return new MapFuture<>(this, Objects.requireNonNull(fn, "fn"));
  }

  /**
   * Goes on with the future that a function makes of the value. A failure passes through unchanged; if the function
   * throws, that is the failure, and if it returns null the failure is a {@link NullPointerException}.
   *
   * <p>Chains that build themselves up as they run, {@code Future<R> loop() { return step().then(x -> loop()); }}, use
   * constant stack and memory.
   *
   * @param next applied in the poll that completes this future; what it returns is polled at once
   * @param <R> type of the result
   * @return a future that owns this one, and later the one that was made
   */
  @CheckReturnValue
  default <R extends @Nullable Object> Future<R> then(Function<? super T, ? extends Future<? extends R>> next) {
    return new ThenFuture<>(this, Objects.requireNonNull(next, "next"));
  }

  /**
   * Goes on with the future that a handler makes of a failure. The handler sees checked and unchecked exceptions, never
   * an {@link Error}. If it throws, that is the failure, and if it returns null the failure is a {@link
   * NullPointerException}.
   *
   * @param handler applied in the poll in which this future fails; what it returns is polled at once
   * @return a future that owns this one, and later the one that was made
   */
  @CheckReturnValue
  default Future<T> recover(Function<? super Throwable, ? extends Future<? extends T>> handler) {
    return new RecoverFuture<>(this, Objects.requireNonNull(handler, "handler"));
  }

  /**
   * A view for a future that outlives whatever polls the view: a branch of a select in a loop, or the subject of a
   * timeout. Dropping the view only unregisters its waker; this future stays as it is and can be polled on, directly or
   * through another view. Once this future has completed, a new view fails as a further poll of this future does.
   *
   * @return a future that does not own this one
   */
  @CheckReturnValue
  default Future<T> borrow() {
    return new BorrowedFuture<>(this);
  }

  /**
   * A future that has completed. It may be polled any number of times and shared.
   *
   * @param value the value, null allowed
   * @param <T> type of the value
   * @return a future that is ready at every poll
   */
  @CheckReturnValue
  static <T extends @Nullable Object> Future<T> ready(@Nullable T value) {
    return new ReadyFuture<>(Poll.ready(value));
  }

  /**
   * A future that has failed. It may be polled any number of times and shared.
   *
   * @param error what each poll throws, always this object
   * @param <T> type of the value that will never be
   * @return a future that throws at every poll
   */
  @CheckReturnValue
  static <T extends @Nullable Object> Future<T> failed(Throwable error) {
    return new FailedFuture<>(Objects.requireNonNull(error, "error"));
  }

  /**
   * A future that never completes and never wakes anyone.
   *
   * @param <T> type of the value that will never be
   * @return always the same object
   */
  @CheckReturnValue
  static <T extends @Nullable Object> Future<T> pending() {
    return NeverFuture.instance();
  }

  /**
   * A future that is made when it is first needed.
   *
   * @param make runs once, in the first poll, and never if there is none; if it throws, that is the failure, and if it
   *     returns null the failure is a {@link NullPointerException}
   * @param <T> type of the value
   * @return a future that owns the one that was made
   */
  @CheckReturnValue
  static <T extends @Nullable Object> Future<T> lazy(Supplier<? extends Future<? extends T>> make) {
    return new LazyFuture<>(Objects.requireNonNull(make, "make"));
  }

  /**
   * A future of what a {@link CompletionStage} completes with. A failure is unwrapped: instead of a {@link
   * CompletionException} its cause is thrown.
   *
   * <p>{@link #drop()} cancels the stage: {@code stage.toCompletableFuture().cancel(true)}. Use {@link #borrow()} to
   * leave it alone.
   *
   * @param stage the stage; the first poll adds a dependent action to it
   * @param <T> type of the value
   * @return a future that completes with the stage
   */
  @CheckReturnValue
  static <T extends @Nullable Object> Future<T> from(CompletionStage<? extends T> stage) {
    return new StageFuture<>(Objects.requireNonNull(stage, "stage"));
  }
}
