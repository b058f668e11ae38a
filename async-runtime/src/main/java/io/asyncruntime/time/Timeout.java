package io.asyncruntime.time;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.DeadlineRef;
import io.asyncruntime.internal.ambient.Locals;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.OpenSections;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A future that is given some time. {@code Async.timeout} makes them.
 *
 * <p>Each poll polls the future <em>first</em>: one that is ready wins even if the time is over. When the time is over, the
 * future is dropped and the failure is an {@link ElapsedException}. A failure of the future itself passes through.
 *
 * <p>The time is also the {@link Deadline} of the future, unless the one around it is earlier: what it would begin later is not begun.
 *
 * <p><b>Fairness:</b> the future comes before the clock, also when it uses up the cooperative budget; the time-out is not put off by
 * that. <b>Cancellation:</b> {@link #drop()} reaches the future; give {@code future.borrow()} where it has to outlive the time-out.
 *
 * <p>The time counts from the call where a runtime is current, otherwise from the first poll. As for any timer the
 * resolution is one millisecond, see {@link Sleep}.
 *
 * <pre>{@code
 * Page page = await(Timeout.of(Duration.ofSeconds(2), fetch(url)));      // or an ElapsedException
 * }</pre>
 *
 * @param <T> type of the value
 */
public final class Timeout<T extends @Nullable Object> extends LocalsScope<T> {
  private final Sleep sleep;
  private final OpenSections sections = new OpenSections();

  private final Object limit; // the duration or the instant, for the message

  private Timeout(Future<T> future, Sleep sleep, Object limit) {
    super(future);
    this.sleep = sleep;
    this.limit = limit;
  }

  /**
   * Gives a future some time.
   *
   * @param duration zero or longer; zero polls the future once, if the time counts from the call
   * @param future owned by the time-out from now on
   * @param <T> type of the value
   * @return a future of the same value
   * @throws IllegalArgumentException if the duration is negative
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Timeout<T> of(Duration duration, Future<T> future) {
    Objects.requireNonNull(future, "future");
    return new Timeout<>(future, Sleep.of(duration), duration);
  }

  /**
   * Gives a future until an instant.
   *
   * @param deadline may be past; then the future is polled once
   * @param future owned by the time-out from now on
   * @param <T> type of the value
   * @return a future of the same value
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Timeout<T> at(RuntimeInstant deadline, Future<T> future) {
    Objects.requireNonNull(future, "future");
    return new Timeout<>(future, Sleep.until(deadline), deadline);
  }

  @Override
  Poll<T> pollLive(Context cx) throws Exception {
    sleep.start(); // before the first poll of the future, which may take its time
    boolean hadBudget = Coop.hasBudgetLeft();
    Poll<T> answer = pollFuture(cx);
    if (answer.isReady()) {
      sleep.drop();
      return answer;
    }
    if (isElapsed(cx, hadBudget) && !sections.putOff()) { throw giveUp(new ElapsedException(message())); }
    return Poll.pending();
  }

  @Override
  void release() {
    sleep.drop();
    dropWithin();
  }

  private Poll<T> pollFuture(Context cx) throws Exception {
    try {
      return pollWithin(cx);
    } catch (Throwable failure) {
      sleep.drop();
      throw failure;
    }
  }

  /** A limit that is over before the first poll is none: then that poll is a mere try. */
  @Override
  Locals within(@Nullable Object outer, boolean first) {
    Limit own = new Limit(sleep.deadlineNanos(), sleep.presentClock());
    DeadlineRef around = Locals.deadlineOf(outer);
    return Locals.hosted(sections, first && own.hasPassed() ? around : own.notAfter(around), outer);
  }

  /** A future that uses up the budget each time would never let the timer have its turn, so then it needs none. */
  private boolean isElapsed(Context cx, boolean hadBudget) {
    try {
      return hadBudget && !Coop.hasBudgetLeft() ? pollUnconstrained(cx) : sleep.poll(cx).isReady();
    } catch (RuntimeException noRuntime) {
      throw giveUp(noRuntime);
    }
  }

  private boolean pollUnconstrained(Context cx) {
    Ambient here = Ambient.current();
    int budget = here.budget;
    here.budget = Ambient.UNCONSTRAINED;
    try {
      return sleep.poll(cx).isReady();
    } finally {
      Ambient.current().budget = budget;
    }
  }

  private RuntimeException giveUp(RuntimeException why) {
    try {
      dropWithin();
    } catch (Throwable failure) {
      if (failure != why) {
        why.addSuppressed(failure);
      }
    }
    return why;
  }

  private String message() {
    return limit instanceof Duration ? "not done within " + limit : "not done until " + limit;
  }

  @Override
  public String toString() {
    return "timeout(" + limit + ") of " + Names.of(future);
  }
}
