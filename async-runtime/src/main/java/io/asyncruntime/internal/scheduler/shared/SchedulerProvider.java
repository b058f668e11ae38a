package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.coroutine.AsyncBlocks;
import io.asyncruntime.internal.join.LocalTasks;
import io.asyncruntime.internal.join.RuntimeProvider;
import java.util.concurrent.Callable;

/** What the vocabulary finds as a service. */
public final class SchedulerProvider implements RuntimeProvider {
  /** For the service loader. */
  public SchedulerProvider() {}

  @Override
  public Future<?> asyncBlock(Callable<?> body) {
    return AsyncBlocks.of(body);
  }

  @Override
  public LocalTasks newLocalTasks(Object face) {
    return new LocalTaskSet(face);
  }
}
