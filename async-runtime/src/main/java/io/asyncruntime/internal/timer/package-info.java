/**
 * What lives here: the timers of one runtime: the wheel that sorts them, the entry of one timer, the driver that fires them.
 * It may use {@code internal.wait}, {@code future} and rank 0; it starts no thread and never sleeps.
 * Pollers register from any thread, whoever drives the runtime (workers, the watchdog, a {@code blockOn} caller) fires.
 * Start reading at {@link io.asyncruntime.internal.timer.TimerDriver}.
 */
@NullMarked
package io.asyncruntime.internal.timer;

import org.jspecify.annotations.NullMarked;
