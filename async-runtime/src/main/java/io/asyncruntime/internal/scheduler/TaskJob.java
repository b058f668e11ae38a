package io.asyncruntime.internal.scheduler;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.blocking.Job;
import io.asyncruntime.internal.task.BlockingTask;
import io.asyncruntime.internal.util.Clock;

/** A blocking task as the pool sees it. */
record TaskJob(BlockingTask<?> task) implements Job {
  @Override
  public void run() {
    task.run(Ambient.current(), Clock.realNanos());
  }

  @Override
  public void discard() {
    task.cancelUnstarted();
  }
}
