package io.asyncruntime.internal.executor;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;

/** A command of a {@link TaskExecutor}: done in one poll. */
record CommandFuture(Runnable command) implements Future<Void> {
  @Override
  public Poll<Void> poll(Context cx) {
    command.run();
    return Poll.ready(null);
  }
}
