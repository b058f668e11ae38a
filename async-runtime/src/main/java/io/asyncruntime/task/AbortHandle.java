package io.asyncruntime.task;

import io.asyncruntime.internal.join.RawTask;

/**
 * The right to abort a task, without the right to its output. Giving it up does nothing. Any thread.
 *
 * <pre>{@code
 * JoinHandle<Page> page = runtime.spawn(fetch(url));
 * AbortHandle abort = page.abortHandle();
 * onDisconnect(abort::abort);
 * }</pre>
 */
public final class AbortHandle {
  private final RawTask<?> task;

  AbortHandle(RawTask<?> task) {
    this.task = task;
  }

  /** As {@link JoinHandle#abort()}. */
  public void abort() {
    task.abort();
  }

  /** Whether the task has completed, failed or been dropped. */
  public boolean isFinished() {
    return task.isFinished();
  }

  /** The number of the task. */
  public TaskId id() {
    return new TaskId(task.taskId());
  }
}
