package io.asyncruntime.internal.task;

import io.asyncruntime.internal.ambient.LateStart;

/** The upward calls of a blocking job. Any thread. */
public interface BlockingScheduler {
  /** The job has ended, or will never run. Called once, before the handle can know. */
  void released(BlockingTask<?> task, TaskOutcome outcome);

  /** The end of the job is visible to its handle, which was woken. Called once, after {@link #released}. */
  void finished(BlockingTask<?> task);

  /** As what a job counts that was not run because its deadline had passed. */
  default LateStart lateKind() {
    return LateStart.JOB;
  }

  /** Where panics are reported. */
  PanicHandler panics();
}
