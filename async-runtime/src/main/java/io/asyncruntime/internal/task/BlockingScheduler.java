package io.asyncruntime.internal.task;

import io.asyncruntime.internal.ambient.LateStart;

/** The upward calls of a blocking job. Any thread. */
public interface BlockingScheduler {
  /** The job has ended, or will never run. Called once, before the handle can know. */
  void released(BlockingTask<?> task, TaskOutcome outcome);

  /** The end of the job is visible to its handle, which was woken. Called once, after {@link #released}. */
  void finished(BlockingTask<?> task);

  /** The calling thread is about to block until {@code task} has ended. Whether {@link #joinEnds} is to be called afterwards. */
  default boolean joinBegins(BlockingTask<?> task) {
    return false;
  }

  /** The calling thread goes on, after {@link #joinBegins}. */
  default void joinEnds(BlockingTask<?> task) {
    // nobody has counted it
  }

  /** As what a job counts that was not run because its deadline had passed. */
  default LateStart lateKind() {
    return LateStart.JOB;
  }

  /** Where panics are reported. */
  PanicHandler panics();
}
