package io.asyncruntime.sync;

import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.LateStart;
import io.asyncruntime.internal.wait.AcquireFuture;
import io.asyncruntime.internal.wait.FairSemaphore;
import io.asyncruntime.sync.Mpsc.SendPermit;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@link Mpsc.Sender#reserveMany}. */
final class MpscReserve<T> extends AcquireFuture<List<SendPermit<T>>> {
  private final MpscCore<T> core;
  private final int permits;

  MpscReserve(MpscCore<T> core, int permits) {
    this.core = core;
    this.permits = permits;
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
    return permits;
  }

  @Override
  protected Poll<List<SendPermit<T>>> granted() {
    return Poll.ready(IntStream.range(0, permits).mapToObj(i -> new SendPermit<>(core)).toList());
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
    return "Mpsc.Sender.reserve()";
  }
}
