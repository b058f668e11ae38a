/**
 * The model everything else is written in: lazy futures that are polled, the combinators, {@code join} and {@code select}.
 *
 * <p>May use: {@code internal.util} and {@code internal.ambient} only, so futures can be polled by hand outside a runtime.
 *
 * <p>Threads: a future is polled and dropped by one thread at a time, wakers are called by any thread.
 *
 * <p>Start reading at {@link io.asyncruntime.future.Future}, then {@link io.asyncruntime.future.Select}.
 */
@NullMarked
package io.asyncruntime.future;

import org.jspecify.annotations.NullMarked;
