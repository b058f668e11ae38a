package io.asyncruntime.spring.boot.actuate;

import java.time.Instant;
import java.util.List;

/**
 * What {@code asynctasks} answers.
 *
 * @param at wall-clock time of the list
 * @param alive how many tasks were alive
 * @param matching how many of those that were asked for the filters let pass
 * @param tasks the live ones of those, oldest first; cut at the limit
 * @param finished with {@code status=finished} the others, those that ended last first; cut at the limit
 */
public record TasksAnswer(
    Instant at,
    int alive,
    int matching,
    List<TaskAnswer> tasks,
    List<FinishedTaskAnswer> finished) {}
