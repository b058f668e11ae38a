package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.scheduler.measure.MeasuredWorker;
import io.asyncruntime.internal.task.Task;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A worker as its figures see it: whoever has its core, and what the watch has seen of that one. Any thread. */
record WatchedWorker(WorkerShared worker, WorkerWatch watch) implements MeasuredWorker {
  @Override
  public @Nullable Thread thread() {
    Worker owner = worker.owner;
    return owner == null ? null : owner.thread();
  }

  @Override
  public @Nullable Task<?> pollingTask() {
    Worker owner = worker.owner;
    return owner == null ? null : owner.polling(owner.pollNumber());
  }

  @Override
  public Duration pollingFor() {
    Worker owner = worker.owner;
    return owner == null ? Duration.ZERO : watch.pollingFor(owner);
  }

  @Override
  public int depth() {
    return worker.depth();
  }
}
