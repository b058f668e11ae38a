package io.asyncruntime.internal.executor;

import io.asyncruntime.internal.scheduler.shared.Scheduler;
import io.asyncruntime.task.Spawner;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A runtime as a mere executor: each command is one task, spawned by {@code spawner}, the face of {@code runtime}. Any thread. */
public record TaskExecutor(Spawner spawner, Scheduler runtime) implements Executor {
  @Override
  public void execute(Runnable command) {
    Objects.requireNonNull(command, "command");
    if (runtime.isEnding()) {
      throw new RejectedExecutionException("the runtime \"" + runtime.config().name + "\" is shut down");
    }
    spawner.spawn(new CommandFuture(command)).drop();
  }
}
