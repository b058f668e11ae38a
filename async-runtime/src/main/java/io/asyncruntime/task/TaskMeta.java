package io.asyncruntime.task;

/**
 * What a hook is told of a task.
 *
 * @param id its number
 * @param name the name the user gave it, or the empty string
 */
public record TaskMeta(TaskId id, String name) {}
