package io.asyncruntime.spring.boot.actuate;

import java.time.Instant;
import java.util.List;

/**
 * What {@code asynctasks} answers.
 *
 * @param at wall-clock time of the list
 * @param alive how many tasks were alive
 * @param matching how many of them the filters let pass
 * @param tasks those, oldest first; cut at the limit
 */
public record TasksAnswer(Instant at, int alive, int matching, List<TaskAnswer> tasks) {}
