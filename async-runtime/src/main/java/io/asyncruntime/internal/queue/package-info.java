/**
 * What lives here: the queues that tasks wait in to be polled; generic, they know no tasks.
 * It may use JCTools and rank 0.
 * Owners and thieves (workers) call it, and any thread pushes into the global queue; each method says who.
 * Start reading at {@link io.asyncruntime.internal.queue.LocalQueue}.
 */
@NullMarked
package io.asyncruntime.internal.queue;

import org.jspecify.annotations.NullMarked;
