package io.asyncruntime.spring.boot.web;

import io.asyncruntime.future.Future;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.time.Deadline;
import io.asyncruntime.time.ElapsedException;
import io.asyncruntime.time.RuntimeInstant;
import io.asyncruntime.time.Timeout;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Until when the answer of one request is waited for. What a controller gives as a future is cut off then, at its await, and answered
 * after that, so that nothing of it goes on behind the answer's back. An attribute of the request. Any thread.
 */
final class RequestDeadline {
  static final String ATTRIBUTE = RequestDeadline.class.getName();

  private final Duration limit;
  private final RuntimeInstant instant;

  // Set by the thread that subscribes to the result of the controller, which is the one that then asks.
  private volatile boolean used;

  RequestDeadline(Duration limit) {
    this.limit = limit;
    this.instant = RuntimeInstant.now().plus(limit);
  }

  /** Of the current request of Spring MVC, or null. */
  static @Nullable RequestDeadline current() {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    return request == null
        ? null
        : (RequestDeadline) request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
  }

  RuntimeInstant instant() {
    return instant;
  }

  Duration remaining() {
    return instant.durationSince(RuntimeInstant.now());
  }

  /** Whether a result is cut off by this. */
  boolean isUsed() { return used; }

  /** {@code future}, with this deadline in force, and dropped when it passes. */
  <T> Future<T> limiting(Future<T> future) {
    used = true;
    Future<T> limited = Deadline.at(instant, Timeout.at(instant, future));
    return limited.recover(failure -> Future.failed(failureOf(failure)));
  }

  /** The result of {@code running}, which is aborted when this passes, and waited for. */
  <T> Future<T> limiting(JoinHandle<T> running) {
    used = true;
    return new AbortedInTime<>(running, instant).recover(failure -> Future.failed(failureOf(failure)));
  }

  /** What a request that was cut off by this ends with. */
  RequestDeadlineException exceeded(Throwable failure) {
    return new RequestDeadlineException(limit, failure);
  }

  /** What did not come, or was not begun, because the time was over. */
  private Throwable failureOf(Throwable failure) {
    boolean late = failure instanceof ElapsedException || failure.getCause() instanceof ElapsedException;
    return late && remaining().isZero() ? exceeded(failure) : failure;
  }
}
