/**
 * What lives here: the scheduler with workers: their loops, who sleeps and who searches, cores that are lent, the last drops.
 * It may use {@code shared} and {@code measure}; who watches it is known by an interface.
 * Workers run in it; any thread spawns and wakes.
 * Start reading at {@link io.asyncruntime.internal.scheduler.multithread.Worker}.
 */
@NullMarked
package io.asyncruntime.internal.scheduler.multithread;

import org.jspecify.annotations.NullMarked;
