/**
 * What lives here: the engines behind {@code async} and {@code await}, and the future that an async block is.
 * It may use {@code task}, {@code future}, {@code internal.join}, {@code internal.wait} and rank 0.
 * Pollers call it from any thread, one at a time for each block; the body of a block calls it from the thread of the block.
 * Start reading at {@link io.asyncruntime.internal.coroutine.AsyncBlock}, then {@link io.asyncruntime.internal.coroutine.Coroutine}.
 */
@NullMarked
package io.asyncruntime.internal.coroutine;

import org.jspecify.annotations.NullMarked;
