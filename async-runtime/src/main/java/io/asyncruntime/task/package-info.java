/**
 * What lives here: what users hold of tasks: handles, sets, local sets, task-locals, cancellation, hooks.
 * It may use {@code future}, {@code internal.wait}, {@code internal.join} and rank 0, never a scheduler.
 * Users call it from any thread unless a type says otherwise.
 * Start reading at {@link io.asyncruntime.task.JoinHandle}.
 */
@NullMarked
package io.asyncruntime.task;

import org.jspecify.annotations.NullMarked;
