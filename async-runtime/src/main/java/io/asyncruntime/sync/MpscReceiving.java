package io.asyncruntime.sync;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.LeafFuture;
import org.jspecify.annotations.Nullable;

/** What the futures of a receiver have in common: they take if there is something, else wait for it or for the end. */
abstract class MpscReceiving<T, R> extends LeafFuture<R> {
  final MpscCore<T> core;
  private @Nullable Waker registered;

  MpscReceiving(MpscCore<T> core) {
    this.core = core;
  }

  @Override
  public final Poll<R> poll(Context cx) {
    requireLive();
    if (!Coop.proceed(cx)) { return Poll.pending(); }
    R received = take();
    if (received == null) {
      received = takeOrWait(cx.waker());
    }
    if (received == null) {
      Coop.refund();
      return Poll.pending();
    }
    complete();
    return Poll.ready(received);
  }

  /** What is there, or null. */
  abstract @Nullable R take();

  /** The answer when the channel has ended. */
  abstract R nothing();

  /** Nothing that comes after the registration is missed, so this is the last look. */
  private @Nullable R takeOrWait(Waker waker) {
    registered = waker;
    core.receiver().register(waker);
    R received = take();
    return received == null && core.reachesEnd() ? nothing() : received;
  }

  @Override
  protected final void giveUp() {
    if (registered != null) {
      core.receiver().unregister(registered);
    }
  }
}
