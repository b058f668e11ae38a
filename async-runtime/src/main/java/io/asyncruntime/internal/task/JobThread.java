package io.asyncruntime.internal.task;

import io.asyncruntime.internal.util.Door;
import io.asyncruntime.internal.util.SpinWait;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The thread inside a blocking job, so that an interrupt hits this job and no later one of the same thread: a state machine.
 *
 * <pre>
 *   OUTSIDE   -> INSIDE     the thread: the job begins
 *   INSIDE    -> STRIKING   who aborts: is about to interrupt the thread, which waits for it at the end of the job
 *   STRIKING  -> INSIDE     who aborts: the interrupt has returned, or thrown
 *   INSIDE    -> OUTSIDE    the thread: the job has ended; an interrupt that came is taken back
 * </pre>
 *
 * <p>An interrupt is no few instructions: it may close a channel, which is foreign code, may throw and take its time. So no lock is
 * held meanwhile. A second one that comes while the first is under way is the same one. While the close of a channel takes its time
 * the JDK keeps the thread inside the call on that channel, so that the wait at the end is for the last instructions of the interrupt.
 */
final class JobThread {
  private static final Door DOOR =
      new Door("io.asyncruntime.blocking", "what the interrupt of an aborted blocking job closed has thrown");
  private static final int OUTSIDE = 0;
  private static final int INSIDE = 1;
  private static final int STRIKING = 2;
  private static final VarHandle STATE =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "state", VarHandle.class, JobThread.class, int.class);

  @SuppressWarnings("unused") // through STATE
  private volatile int state;

  /** Written by the thread, before and after it is inside. */
  private volatile @Nullable Thread thread;

  /** The thread, once. What it does before and reads after this is ordered against {@link #interrupt()} (an atomic exchange). */
  void enter() {
    thread = Thread.currentThread();
    STATE.getAndSet(this, INSIDE);
  }

  /** The thread, once, whatever has become of {@link #enter()}. No interrupt that was meant for the job reaches it from here on. */
  void leave() {
    for (int spins = 1; state != OUTSIDE && !STATE.compareAndSet(this, INSIDE, OUTSIDE); spins++) {
      SpinWait.pause(spins);
    }
    thread = null;
    Thread.interrupted(); // the flag was meant for this job
  }

  /** Any thread. Interrupts the thread if it is inside; throws nothing. */
  void interrupt() {
    Thread inside = thread;
    if (inside == null || !STATE.compareAndSet(this, INSIDE, STRIKING)) { return; }
    try {
      inside.interrupt();
    } catch (Throwable failure) {
      DOOR.threw(null, failure);
    } finally {
      STATE.setVolatile(this, INSIDE);
    }
  }

  /** Any thread. Where the thread is; nothing if it is not inside. */
  StackTraceElement[] stack() {
    Thread inside = thread;
    return inside == null ? new StackTraceElement[0] : inside.getStackTrace();
  }
}
