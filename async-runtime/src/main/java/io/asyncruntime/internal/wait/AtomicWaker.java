package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Waker;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The waker of one waiting task, for a condition that other threads make true. A state machine of one word, after the
 * AtomicWaker of futures-rs.
 *
 * <pre>
 *   EMPTY      -> waker W    poller: register(W)
 *   waker V    -> waker W    poller: register(W), a later poll; V is not called any more
 *   waker W    -> EMPTY      signaller: wake() takes W and calls it; of several signallers one gets it
 *   waker W    -> EMPTY      poller: clear() or unregister(W), nobody is called
 * </pre>
 *
 * <p>The original needs the states REGISTERING and WAKING because replacing a waker is there several writes; here it is
 * one store of a reference, so every state is a reference or null.
 *
 * <p>No wake-up is lost if the poller calls {@link #register} <em>before</em> it looks at the condition for the last
 * time, and the signaller calls {@link #wake} <em>after</em> it has made the condition true: both sides write, then read
 * what the other writes, with volatile accesses, so at least one sees the other.
 */
public final class AtomicWaker {
  private static final VarHandle WAKER = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "waker",
      VarHandle.class, AtomicWaker.class, Waker.class);

  private volatile @Nullable Waker waker; // written by the poller, emptied by signallers

  /** An empty slot. */
  public AtomicWaker() {
  }

  /** The one poller. Afterwards look at the condition again, and return Pending only if it is still false. */
  public void register(Waker latest) {
    if (waker != latest) { // if it is the same, the read is as good as a write: whoever takes it does so afterwards
      waker = latest;
    }
  }

  /** The one poller. If it is {@code mine} that is registered, nobody will be woken until the next {@link #register}. */
  public void unregister(Waker mine) {
    WAKER.compareAndSet(this, mine, null);
  }

  /** The one poller. Nobody will be woken until the next {@link #register}. */
  public void clear() {
    if (waker != null) {
      waker = null;
    }
  }

  /** Any thread, after it has made the condition true. Foreign code: not under a lock. */
  public void wake() {
    Waker taken = take();
    if (taken != null) {
      taken.wake();
    }
  }

  /** Any thread, as {@link #wake()}, for those who call the waker later. */
  public @Nullable Waker take() {
    // The plain question first: mostly nobody waits, and an exchange would take the cache line from the poller.
    return waker == null ? null : (Waker) WAKER.getAndSet(this, null);
  }
}
