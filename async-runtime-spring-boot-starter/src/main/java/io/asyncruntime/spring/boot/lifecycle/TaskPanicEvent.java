package io.asyncruntime.spring.boot.lifecycle;

import io.asyncruntime.metrics.TaskPanic;
import io.asyncruntime.spring.boot.support.DisplayNames;

/**
 * Published when a task or blocking job throws, whether or not somebody reads its handle. Listeners run on the thread on which
 * it threw (a worker, mostly) before its handle can know, with the context of the task (its trace, its MDC) in force; they must
 * be short, and must not wait for a task. One that throws is logged, and changes nothing.
 *
 * @param runtime name of the runtime
 * @param panic the task, its thread and what it threw; its name fit to be shown, at most 128 characters of it. The message of
 *     what was thrown is as it was: see to it that it keeps to a line before you show it
 */
public record TaskPanicEvent(String runtime, TaskPanic panic) {
  /** Makes the name fit to be shown. */
  public TaskPanicEvent {
    panic = new TaskPanic(panic.id(), DisplayNames.of(panic.name()), panic.kind(), panic.thread(), panic.cause());
  }
}
