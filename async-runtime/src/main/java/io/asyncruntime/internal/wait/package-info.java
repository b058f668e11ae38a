/**
 * What lives here: the ways to wait (a parked thread, a queued waker, a used-up budget, a timer) without any scheduler.
 * It may use {@code future} and rank 0. (ARCHITECTURE.md ranks it beside {@code future}; it keeps wakers, so it stands just above.)
 * Pollers and wakers call it from any thread; each class says who may do what.
 * Start reading at {@link io.asyncruntime.internal.wait.Parker}.
 */
@NullMarked
package io.asyncruntime.internal.wait;

import org.jspecify.annotations.NullMarked;
