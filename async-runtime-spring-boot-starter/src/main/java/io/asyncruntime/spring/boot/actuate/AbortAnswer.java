package io.asyncruntime.spring.boot.actuate;

/**
 * What a {@code DELETE} of a task answers. The abort was asked for: a running poll finishes first.
 *
 * @param id number of the task
 * @param name the name it was given, or the empty string
 * @param finished whether it has ended already
 */
public record AbortAnswer(long id, String name, boolean finished) {}
