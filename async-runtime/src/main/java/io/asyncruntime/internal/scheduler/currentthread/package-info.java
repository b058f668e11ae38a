/**
 * What lives here: the scheduler without threads, and the loop that whoever is inside blockOn drives.
 * It may use {@code shared} and {@code measure}, but nothing of the other scheduler.
 * The thread in the driver's seat runs it; any thread wakes.
 * Start reading at {@link io.asyncruntime.internal.scheduler.currentthread.CurrentThreadScheduler}.
 */
@NullMarked
package io.asyncruntime.internal.scheduler.currentthread;

import org.jspecify.annotations.NullMarked;
