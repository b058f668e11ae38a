/**
 * What lives here: the tools with which tasks share and hand over data: locks, permits, notifications, channels, cells.
 * It may use {@code future}, {@code task}, {@code metrics}, {@code internal.wait} and rank 0, so that a third party could
 * have written it; everything can be polled by hand, outside a runtime.
 * Any thread calls it; futures and receivers are for one thread at a time. All queues are strictly first come, first served.
 * Start reading at {@link io.asyncruntime.sync.Mutex}, then {@link io.asyncruntime.sync.Semaphore}.
 */
@NullMarked
package io.asyncruntime.sync;

import org.jspecify.annotations.NullMarked;
