package io.asyncruntime.task;

import io.asyncruntime.future.Poll;

/** {@code shutdown()} of a collection: aborts all in the first poll, then waits until all have ended, however they did. */
final class JoinShutdown<M extends Member<?>> extends EndedFuture<M, Void> {
  private final Members<M> members;

  JoinShutdown(String owner, Members<M> members) {
    super(owner, members.ended());
    this.members = members;
  }

  @Override
  void begin() {
    members.abortAll();
  }

  @Override
  Poll<Void> onTaken(M taken) {
    return Poll.pending();
  }

  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  Void onEmpty() {
    return null;
  }

  @Override
  protected String describe() {
    return owner + ".shutdown()";
  }
}
