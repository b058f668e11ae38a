package io.asyncruntime.sync;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.LeafFuture;

/** {@link Mpsc.Sender#send} to a channel without a limit: never waits, but gives way like one that might. */
final class MpscSendAtOnce<T> extends LeafFuture<Void> {
  private final MpscUnbounded<T> core;
  private final T value;

  MpscSendAtOnce(MpscUnbounded<T> core, T value) {
    this.core = core;
    this.value = value;
  }

  @Override
  public Poll<Void> poll(Context cx) throws ClosedException {
    requireLive();
    if (!Coop.proceed(cx)) { return Poll.pending(); }
    complete();
    if (!core.sendNow(value)) { throw MpscCore.receiverClosed(); }
    return Poll.ready(null);
  }

  @Override
  protected void giveUp() {} // nothing was taken

  @Override
  protected String describe() {
    return "Mpsc.Sender.send()";
  }
}
