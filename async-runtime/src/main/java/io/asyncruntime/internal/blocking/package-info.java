/**
 * What lives here: the threads of a runtime, and the pool of them for work that may block.
 * It may use {@code internal.task} and what that may use.
 * Any thread submits; the pool's own threads run.
 * Start reading at {@link io.asyncruntime.internal.blocking.BlockingPool}.
 */
@NullMarked
package io.asyncruntime.internal.blocking;

import org.jspecify.annotations.NullMarked;
