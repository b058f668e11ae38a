package io.asyncruntime.internal.task;

/** The upward calls of a blocking job. Any thread. */
public interface BlockingScheduler {
  /** The job has ended, or will never run. Called once, before the handle can know. */
  void released(BlockingTask<?> task, TaskOutcome outcome);

  /** The end of the job is visible to its handle, which was woken. Called once, after {@link #released}. */
  void finished(BlockingTask<?> task);

  /** Where panics are reported. */
  PanicHandler panics();
}
