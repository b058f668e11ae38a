/**
 * What lives here: time for users: sleeping, time-outs, intervals, a queue of delayed values, the runtime's own clock.
 * It may use {@code future}, {@code task}, {@code metrics}, {@code internal.wait} and rank 0, as a third party could.
 * Pollers call it; what takes calls from any thread ({@code DelayQueue}, {@code RuntimeInstant}) says so.
 * Start reading at {@link io.asyncruntime.time.Sleep}.
 */
@NullMarked
package io.asyncruntime.time;

import org.jspecify.annotations.NullMarked;
