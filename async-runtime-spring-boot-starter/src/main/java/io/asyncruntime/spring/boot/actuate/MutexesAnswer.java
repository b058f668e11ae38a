package io.asyncruntime.spring.boot.actuate;

import java.util.List;

/**
 * What {@code asyncmutexes} answers.
 *
 * @param mutexes each named mutex that is still in use
 */
public record MutexesAnswer(List<MutexAnswer> mutexes) {}
