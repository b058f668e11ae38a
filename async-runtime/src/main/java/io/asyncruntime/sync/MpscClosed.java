package io.asyncruntime.sync;

import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.ConditionFuture;

/** {@link Mpsc.Sender#closed}. */
final class MpscClosed extends ConditionFuture<Void> {
  private final MpscCore<?> core;

  MpscClosed(MpscCore<?> core) {
    super(core.closedQueue());
    this.core = core;
  }

  @Override
  protected Poll<Void> attempt() {
    return core.isClosed() ? Poll.ready(null) : Poll.pending();
  }

  @Override
  protected String describe() {
    return "Mpsc.Sender.closed()";
  }
}
