package io.asyncruntime.spring.boot.method;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits the time of a method of a Spring bean, or of each public one of a class. What it begins inherits the deadline, as
 * {@code Async.withDeadline} says: what would begin after it fails with {@code ElapsedException}.
 *
 * <p>A method that returns a {@code Future}, or is in a {@link Lane}, is also ended by it, as by {@code Async.timeout}: the future is
 * dropped, the job interrupted, and the caller gets the exception. The time of a future begins with its first poll. A method that
 * returns a value elsewhere runs on the thread of its caller, which nobody may interrupt: there it is only what begins too late that fails.
 *
 * <p>Which calls are seen is said at {@link Lane}.
 *
 * <pre>{@code
 * @Deadline("2s")
 * public Future<Price> price(String item) {
 *   return shop.fetch(item);
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Deadline {
  /** A duration as in properties, for example {@code 2s} or {@code 500ms}. May have placeholders: {@code ${orders.deadline:2s}}. */
  String value();
}
