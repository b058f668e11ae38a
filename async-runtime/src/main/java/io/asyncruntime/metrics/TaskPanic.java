package io.asyncruntime.metrics;

import io.asyncruntime.task.TaskId;

/**
 * A task or blocking job that threw. Its message and its text are those of {@code cause}: whoever logs them is to see to it that
 * they keep to a line.
 *
 * @param id number of the task
 * @param name the name the user gave it, with control and format characters as escapes, and cut after 256 characters; or the
 *     empty string
 * @param kind what sort of work it was
 * @param thread name of the thread on which it threw
 * @param cause what it threw
 */
public record TaskPanic(TaskId id, String name, TaskKind kind, String thread, Throwable cause) {}
