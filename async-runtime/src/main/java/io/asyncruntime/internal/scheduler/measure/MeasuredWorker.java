package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.internal.task.Task;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What {@link WorkerFigures} cannot read from the counters of a worker. Any thread asks, and waits for nobody. */
public interface MeasuredWorker {
  /** The thread that is the worker now, or null. */
  @Nullable
  Thread thread();

  /** The task in whose poll it is, or null. */
  @Nullable
  Task<?> pollingTask();

  /** For how long it has been in that poll, as far as somebody watches. */
  Duration pollingFor();

  /** Tasks that wait in its own queue. */
  int depth();
}
