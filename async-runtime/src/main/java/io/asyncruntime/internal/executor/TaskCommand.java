package io.asyncruntime.internal.executor;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.util.Names;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A command of a {@link TaskExecutorService}: done in one poll, unless it is withdrawn before. The task and
 * {@code shutdownNow()} may race for it; {@code begun} says who has it, and that one counts it as ended.
 */
final class TaskCommand implements Future<Void>, Names.Wrapper {
  private final TaskExecutorService owner;
  private final Runnable command;
  private final AtomicBoolean begun = new AtomicBoolean();

  TaskCommand(TaskExecutorService owner, Runnable command) {
    this.owner = owner;
    this.command = command;
  }

  Runnable command() {
    return command;
  }

  /** What the user handed over, by whose class a dump calls the task. */
  @Override
  public Object wrapped() {
    return command;
  }

  @Override
  public Poll<Void> poll(Context cx) {
    if (begun.compareAndSet(false, true)) {
      try {
        command.run();
      } finally {
        owner.ended(this);
      }
    }
    return Poll.ready(null);
  }

  /** Any thread. Whether the command had not begun, and now never will. */
  boolean withdraw() {
    boolean mine = begun.compareAndSet(false, true);
    if (mine) {
      owner.ended(this);
    }
    return mine;
  }

  /** The runtime was shut down before the command began: whoever waits for it is told. */
  @Override
  public void drop() {
    if (withdraw() && command instanceof java.util.concurrent.Future<?> result) {
      result.cancel(false);
    }
  }
}
