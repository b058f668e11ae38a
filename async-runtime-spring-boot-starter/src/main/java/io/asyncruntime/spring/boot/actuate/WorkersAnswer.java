package io.asyncruntime.spring.boot.actuate;

import java.util.List;

/**
 * What {@code asyncworkers} answers.
 *
 * @param workers each worker
 */
public record WorkersAnswer(List<WorkerAnswer> workers) {}
