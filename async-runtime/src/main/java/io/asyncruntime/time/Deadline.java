package io.asyncruntime.time;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.DeadlineRef;
import io.asyncruntime.internal.ambient.Locals;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.Require;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Until when the running code is of use to somebody: a part of the task, which travels with the work. {@code Async.withDeadline} and
 * {@code Async.timeout} set one for the future they wrap; what that spawns inherits it, as do its blocking jobs, in a lane or not. A
 * deadline is never later than the one around it.
 *
 * <p>What runs is not ended by it: that is what {@code timeout} and {@code abort()} are for. But what would only <em>begin</em> after it
 * does not: a blocking job whose turn comes too late fails with {@link ElapsedException} without having run, and so does the wait for a
 * mutex, a semaphore, a read-write lock or a place in a lane, at its next poll. The permit goes to whoever is next.
 *
 * <p>While a future is dropped no deadline is in force: to undo something is never too late. A task that shall outlive the deadline of
 * its spawner runs {@code Async.withoutDeadline(future)}.
 *
 * <p><b>Fairness:</b> a wait that ends because of its deadline leaves the order of the others as it is. <b>Cancellation:</b> dropping a
 * future that has a deadline drops what it wraps. Deadlines need no timer, and so none is left behind.
 *
 * <p>Immutable; any thread. Its clock is the one of the runtime it was set in, wherever it is asked.
 *
 * <pre>{@code
 * await(withDeadline(Duration.ofSeconds(2), async(() -> {
 *   Duration left = Deadline.current().orElseThrow().remaining();
 *   log.info("nobody waits after " + left);
 *   return await(fetch(url));
 * })));
 * }</pre>
 */
public final class Deadline {
  private final Limit limit;

  private Deadline(Limit limit) {
    this.limit = limit;
  }

  /**
   * The deadline of the calling code: in a task, an async block, {@code blockOn} or a blocking job.
   *
   * @return empty where there is none
   */
  public static Optional<Deadline> current() {
    DeadlineRef present = Locals.deadlineAt(Ambient.current());
    return present instanceof Limit limit ? Optional.of(new Deadline(limit)) : Optional.empty();
  }

  /**
   * {@code future}, with a deadline {@code duration} from now (where no runtime is current: from its first poll), unless the one around
   * it is earlier.
   *
   * @param duration zero or longer
   * @param future owned by the result
   * @param <T> type of the value
   * @return a future of the same value
   * @throws IllegalArgumentException if the duration is negative
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> within(Duration duration, Future<T> future) {
    long delay = Clock.saturatedNanos(Require.notNegative("duration", duration));
    Objects.requireNonNull(future, "future");
    return new DeadlineScope<>(future, Ambient.current().runtime == null ? null : limitAfter(delay), delay, true);
  }

  /**
   * {@code future}, with a deadline at {@code instant}, unless the one around it is earlier.
   *
   * @param instant may be past
   * @param future owned by the result
   * @param <T> type of the value
   * @return a future of the same value
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> at(RuntimeInstant instant, Future<T> future) {
    Objects.requireNonNull(future, "future");
    return new DeadlineScope<>(future, new Limit(instant.nanos(), instant.clock()), 0, true);
  }

  /**
   * {@code future}, without the deadline around it: for work that has to be done also when nobody waits for it any more.
   *
   * @param future owned by the result
   * @param <T> type of the value
   * @return a future of the same value
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> none(Future<T> future) {
    return new DeadlineScope<>(Objects.requireNonNull(future, "future"), null, 0, false);
  }

  /**
   * Runs {@code body} on the calling thread with a deadline at {@code instant}, unless the one around it is earlier: for code that is no
   * future, such as a filter around the handling of a request.
   *
   * @param instant may be past
   * @param body may await where the calling code may
   * @param <R> type of what the body returns
   * @return what the body returned
   * @throws Exception what the body threw
   */
  public static <R extends @Nullable Object> R callAt(RuntimeInstant instant, Callable<R> body) throws Exception {
    Objects.requireNonNull(body, "body");
    Object outer = Ambient.current().taskLocals;
    Limit own = new Limit(instant.nanos(), instant.clock());
    Locals.install(Locals.deadline(own.notAfter(Locals.deadlineOf(outer)), outer));
    try {
      return body.call();
    } finally {
      Locals.restore(outer);
    }
  }

  /**
   * How long until then.
   *
   * @return zero once it has passed
   */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, limit.left()));
  }

  /** Whether it has passed: what would begin now comes too late. */
  public boolean hasPassed() {
    return limit.hasPassed();
  }

  /** When it is, by the clock of its runtime. */
  public RuntimeInstant instant() {
    return RuntimeInstant.of(limit.nanos(), limit.clock());
  }

  /** Deadlines are equal when their instants are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Deadline deadline && deadline.limit.nanos() == limit.nanos();
  }

  @Override
  public int hashCode() {
    return Long.hashCode(limit.nanos());
  }

  /** How much is left. */
  @Override
  public String toString() {
    return hasPassed() ? "Deadline[passed]" : "Deadline[in " + remaining() + "]";
  }

  /** The moment {@code delayNanos} from now, by the clock of the current runtime. */
  static Limit limitAfter(long delayNanos) {
    Clock clock = CurrentRuntime.clock();
    return new Limit(CurrentRuntime.after(clock.nanos(), delayNanos), clock);
  }
}
