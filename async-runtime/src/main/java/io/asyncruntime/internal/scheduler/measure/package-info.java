/**
 * What lives here: what measures: figures of workers, poll times, panics, flight-recorder events, and what is done around each poll.
 * It may use {@code internal.task} and what that may use; every other wing of the scheduler may use it.
 * The thread that polls writes; any thread reads.
 * Start reading at {@link io.asyncruntime.internal.scheduler.measure.PollInstruments}.
 */
@NullMarked
package io.asyncruntime.internal.scheduler.measure;

import org.jspecify.annotations.NullMarked;
