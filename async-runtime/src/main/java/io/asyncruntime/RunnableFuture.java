package io.asyncruntime;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;

/** A command of {@link AsyncRuntime#asExecutor()}: done in one poll. */
record RunnableFuture(Runnable command) implements Future<Void> {
  @Override
  public Poll<Void> poll(Context cx) {
    command.run();
    return Poll.ready(null);
  }
}
