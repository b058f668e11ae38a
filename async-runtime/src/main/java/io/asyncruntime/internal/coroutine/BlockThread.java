package io.asyncruntime.internal.coroutine;

import io.asyncruntime.internal.ambient.AmbientThread;
import io.asyncruntime.internal.wait.Parker;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread of the hand-off engine, used for one block after the other.
 *
 * <pre>
 *   work ->       BUSY          this thread: runs it
 *   BUSY        -> IDLE          the last poller: the block is done, and nobody interrupts this thread on its behalf any more
 *   IDLE        -> work          the next block's first poller, which took this thread out of the idle ones
 *   IDLE        -> ENDED         this thread: nobody came in time
 * </pre>
 */
final class BlockThread extends AmbientThread {
  private static final Object BUSY = new Object();
  private static final Object IDLE = new Object();
  private static final Object ENDED = new Object();

  private final PlatformBlockThreads owner;
  private final AtomicReference<Object> work;
  private final Parker parker = new Parker();

  /**
   * The class loader that comes with the work. Written by whoever assigns it, who alone has this thread, before the work; read by
   * this thread after it has seen the work. Not set on the thread from outside: it may be on its way and run the work before.
   */
  private @Nullable ClassLoader loader;

  BlockThread(Runnable first, String name, PlatformBlockThreads owner) {
    super(null, name, 0);
    this.owner = owner;
    this.work = new AtomicReference<>(first);
    this.loader = Thread.currentThread().getContextClassLoader();
  }

  /** Gives this idle thread work, unless it has ended. A poller. */
  boolean assign(Runnable next) {
    loader = Thread.currentThread().getContextClassLoader();
    if (!work.compareAndSet(IDLE, next)) { return false; }
    parker.unpark();
    return true;
  }

  /** The last poller of the block that is done. */
  void release() {
    work.set(IDLE);
  }

  @Override
  public void run() {
    String name = getName();
    for (Runnable next = take(); next != null; next = take()) {
      next.run();
      if (!owner.reuse()) { return; }
      ThreadLocalEraser.erase(this);
      setName(name);
    }
  }

  /** The next work; null when the keep-alive time passed without. */
  private @Nullable Runnable take() {
    while (true) {
      Object now = work.get();
      if (now instanceof Runnable next) {
        setContextClassLoader(loader);
        work.set(BUSY);
        Thread.interrupted(); // meant for the block before
        return next;
      }
      Parker.Outcome outcome = parker.park(owner.keepAliveNanos());
      if (outcome == Parker.Outcome.INTERRUPTED) {
        Thread.interrupted();
      } else if (outcome == Parker.Outcome.TIMED_OUT && work.compareAndSet(IDLE, ENDED)) {
        owner.forget(this);
        return null;
      }
    }
  }
}
