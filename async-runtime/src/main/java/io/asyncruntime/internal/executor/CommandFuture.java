package io.asyncruntime.internal.executor;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.util.Names;

/** A command of a {@link TaskExecutor}: done in one poll. */
record CommandFuture(Runnable command) implements Future<Void>, Names.Wrapper {
  @Override
  public Object wrapped() {
    return command;
  }

  @Override
  public Poll<Void> poll(Context cx) {
    command.run();
    return Poll.ready(null);
  }
}
