/**
 * What lives here: the model all else is written in, lazy futures that are polled, their combinators, join and select.
 * It may use rank 0 only ({@code internal.util}, {@code internal.ambient}), so futures can be polled outside a runtime.
 * A future is polled and dropped by one thread at a time; wakers are called by any thread.
 * Start reading at {@link io.asyncruntime.future.Future}, then {@link io.asyncruntime.future.Select}.
 */
@NullMarked
package io.asyncruntime.future;

import org.jspecify.annotations.NullMarked;
