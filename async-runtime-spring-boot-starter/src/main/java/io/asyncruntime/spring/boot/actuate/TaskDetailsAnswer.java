package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.metrics.TaskInfo;
import java.time.Duration;
import java.util.List;

/**
 * A live task with all that is known of it.
 *
 * @param task what the list shows of it
 * @param selfWakes how often it was woken from within its own poll
 * @param busy time inside polls; zero unless {@code async-runtime.task-tracking} is {@code timed}, as the two below
 * @param scheduled time in a queue
 * @param idle time waiting for a wake-up
 * @param stack of its thread when it runs, of its suspended async block where the JVM gives it, else empty
 */
public record TaskDetailsAnswer(
    TaskAnswer task,
    long selfWakes,
    Duration busy,
    Duration scheduled,
    Duration idle,
    List<String> stack) {
  static TaskDetailsAnswer of(TaskInfo task) {
    return new TaskDetailsAnswer(TaskAnswer.of(task), task.selfWakes(), task.busy(), task.scheduled(), task.idle(),
        task.stack());
  }
}
