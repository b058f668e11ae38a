package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.blocking.Job;
import io.asyncruntime.internal.task.BlockingTask;
import io.asyncruntime.internal.util.Clock;

/** A blocking task as the pool sees it. */
final class TaskJob extends Job {
  private final BlockingTask<?> task;

  TaskJob(BlockingTask<?> task) {
    this.task = task;
  }

  @Override
  public void run() {
    try {
      task.run(Ambient.current(), Clock.realNanos());
    } finally {
      task.cancelUnstarted(); // does nothing, unless there was no memory or stack to begin
    }
  }

  @Override
  public void discard() {
    task.cancelUnstarted();
  }
}
