package io.asyncruntime.spring.boot.method;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a method of a Spring bean, or each public one of a class, as a job of a blocking lane.
 *
 * <p>A method that returns a value, or nothing, may block: its caller awaits it in an async block, and blocks on a plain thread. One
 * that returns a {@code Future} is lazy, as futures are: it is called in the lane at the first poll of what its caller gets, and what it
 * returned is then polled outside of the lane. A method that is called in a job of the same lane runs in that job. Other annotations, such
 * as {@code @Transactional}, are in force inside of the job.
 *
 * <p>Calls are seen by a proxy: those from another bean, not those by {@code this}. A method that no proxy can see (private,
 * final, static) stops the start.
 *
 * <pre>{@code
 * @Lane("jdbc")
 * public Order load(long id) {
 *   return orders.findById(id).orElseThrow();
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Lane {
  /** Name of the lane; {@code batch.jdbc} for one of the runtime {@code batch} of {@code async-runtime.runtimes}. May have placeholders. */
  String value();
}
