package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.task.Wakers;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK, which says that a virtual thread can run, and the poller, which runs it, have between them. A state machine; a
 * base class, so that it takes no object of its own.
 *
 * <pre>
 *   null     -> RUNNABLE   any thread: the JDK has started or unparked the virtual thread, or it has yielded
 *   a waker  -> RUNNABLE   any thread: likewise, and wakes
 *   RUNNABLE -> null       poller: about to mount it
 *   null     -> a waker    poller: found it blocked, and goes away
 *   a waker  -> a waker    poller: likewise, at a poll that nobody asked for
 * </pre>
 *
 * <p>Each step is one read-modify-write: of a thread that becomes runnable and a poller that goes away, the later one sees the
 * earlier one. It releases and acquires: the waker sees what its poller wrote, and the poller what the unparking thread wrote.
 */
abstract non-sealed class RunSignal extends Coroutine {
  private static final Object RUNNABLE = new Object();
  private static final VarHandle SIGNAL =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "signal", VarHandle.class, RunSignal.class,
          Object.class);

  @SuppressWarnings("unused") // through SIGNAL
  private @Nullable Object signal;

  /** Poller. True if the body can run: the caller must run it. */
  final boolean takeRunnable() {
    return SIGNAL.compareAndSet(this, RUNNABLE, null);
  }

  /** Poller. Has {@code onRunnable} woken once the body can run; false, and no wake, if it can run by now. */
  final boolean wakeLater(Waker onRunnable) {
    Object now = SIGNAL.getAcquire(this);
    return now != RUNNABLE && SIGNAL.compareAndSet(this, now, onRunnable);
  }

  /** Any thread: the body can run, and does at the next poll. Wakes whoever asked for it. Does not block. */
  final void becomeRunnable() {
    if (SIGNAL.getAndSet(this, RUNNABLE) instanceof Waker waiting) {
      Wakers.wake(waiting); // the caller may be the JDK, in the midst of unparking a thread
    }
  }
}
