/**
 * What lives here: who runs tasks, and when: the two schedulers, workers, the watchdog, local sets, shutdown.
 * It may use every other internal package and the users' vocabulary; only the facade may use it.
 * Workers run in it, and any thread spawns and wakes.
 * Start reading at {@link io.asyncruntime.internal.scheduler.Worker}.
 */
@NullMarked
package io.asyncruntime.internal.scheduler;

import org.jspecify.annotations.NullMarked;
