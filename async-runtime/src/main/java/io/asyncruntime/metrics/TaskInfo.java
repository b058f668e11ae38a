package io.asyncruntime.metrics;

import io.asyncruntime.task.TaskId;
import java.time.Duration;
import java.util.List;

/**
 * One live task, as it was at the moment of a dump.
 *
 * <p>The counts are kept unless task tracking is {@code OFF}; they are written without synchronisation and may miss a few of
 * very many concurrent wakes. The three times are kept with {@code TIMED} only, and zero otherwise.
 *
 * @param id number of the task
 * @param name the name the user gave it, or the empty string
 * @param kind sort of work
 * @param status what it is doing
 * @param spawnedAt where it was spawned: the source line with {@code TIMED}, else the class of its future
 * @param age time since it was spawned; the workers' last reading of the clock stands for that moment, so it may be too long by
 *     microseconds, and by some 10 ms where no worker has ended a poll for so long
 * @param polls how often it was polled
 * @param wakes how often it was woken
 * @param selfWakes how often it was woken from within its own poll
 * @param busy time inside polls
 * @param scheduled time queued
 * @param idle time waiting for a wake-up
 * @param waitingOn what its suspended async block or outermost future waits for, or the empty string
 * @param stack of its thread when RUNNING, of the suspended async block where the JVM gives it, else empty
 */
public record TaskInfo(
    TaskId id,
    String name,
    TaskKind kind,
    TaskStatus status,
    String spawnedAt,
    Duration age,
    long polls,
    long wakes,
    long selfWakes,
    Duration busy,
    Duration scheduled,
    Duration idle,
    String waitingOn,
    List<String> stack) {
  /** Copies the stack. */
  public TaskInfo {
    stack = List.copyOf(stack);
  }
}
