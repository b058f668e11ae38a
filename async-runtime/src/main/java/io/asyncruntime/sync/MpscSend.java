package io.asyncruntime.sync;

import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.LateStart;
import io.asyncruntime.internal.wait.AcquireFuture;
import io.asyncruntime.internal.wait.FairSemaphore;
import org.jspecify.annotations.Nullable;

/** {@link Mpsc.Sender#send} to a channel with a limit. */
final class MpscSend<T> extends AcquireFuture<Void> {
  private final MpscBounded<T> core;
  private final T value;

  MpscSend(MpscBounded<T> core, T value) {
    this.core = core;
    this.value = value;
  }

  @Override
  protected FairSemaphore semaphore() {
    return core.slots();
  }

  /** A value that was made is to arrive, also when its sender is late. */
  @Override
  protected @Nullable LateStart lateKind() {
    return null;
  }

  @Override
  protected int permits() {
    return 1;
  }

  @Override
  protected Poll<Void> granted() {
    core.sendReserved(value);
    return Poll.ready(null);
  }

  @Override
  protected Exception closed() {
    return MpscCore.receiverClosed();
  }

  @Override
  protected void gaveUp() {
    core.wakeIfEnding();
  }

  @Override
  protected String describe() {
    return "Mpsc.Sender.send()";
  }
}
