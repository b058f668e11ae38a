/**
 * What lives here: what a task is: its state machine, its future and output, and the registry of live tasks.
 * It may use {@code future}, {@code task}, {@code metrics}, {@code internal.join}, {@code internal.wait} and rank 0.
 * Workers poll, wakers wake and handles join, from any thread; {@code TaskState} says what excludes what.
 * Start reading at {@link io.asyncruntime.internal.task.TaskState}.
 */
@NullMarked
package io.asyncruntime.internal.task;

import org.jspecify.annotations.NullMarked;
