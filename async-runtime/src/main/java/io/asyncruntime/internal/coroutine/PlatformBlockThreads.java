package io.asyncruntime.internal.coroutine;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Platform threads, as many as there are blocks at a time.
 *
 * <p>A thread-local of one block must not be seen by the next: it may be another user's identity. So a thread is used again
 * only where its thread-locals can be wiped, which takes {@code java.base/java.lang} open to this library; elsewhere each
 * block has a new thread, for about the price of two more thread switches. An idle thread ends after its keep-alive time.
 */
final class PlatformBlockThreads implements BlockThreads {
  private static final long KEEP_ALIVE_NANOS = 10_000_000_000L;

  private final ConcurrentLinkedDeque<BlockThread> idle = new ConcurrentLinkedDeque<>();
  private final AtomicLong started = new AtomicLong();
  private final boolean reuse;
  private final long keepAliveNanos;

  PlatformBlockThreads() {
    this(ThreadLocalEraser.available(), KEEP_ALIVE_NANOS);
  }

  PlatformBlockThreads(boolean reuse, long keepAliveNanos) {
    this.reuse = reuse;
    this.keepAliveNanos = keepAliveNanos;
  }

  @Override
  public Thread start(HandoffCoroutine coroutine) {
    BlockThread used = reassign(coroutine);
    if (used != null) { return used; }
    BlockThread fresh = new BlockThread(coroutine, NAME_PREFIX + started.incrementAndGet(), this);
    fresh.start();
    return fresh;
  }

  /** The thread that became idle last and is still there, with its new work. */
  private @Nullable BlockThread reassign(HandoffCoroutine coroutine) {
    for (BlockThread next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      if (next.assign(coroutine)) { return next; }
    }
    return null;
  }

  @Override
  public void giveBack(Thread thread) {
    if (reuse) {
      BlockThread ours = (BlockThread) thread;
      ours.release();
      idle.addFirst(ours);
    }
  }

  /** Whether a thread waits for more work after its block. */
  boolean reuse() {
    return reuse;
  }

  /** How long a thread waits for more work. */
  long keepAliveNanos() {
    return keepAliveNanos;
  }

  /** {@code thread} has decided to end. Called by itself. */
  void forget(BlockThread thread) {
    idle.remove(thread);
  }

  /** How many threads were ever started. */
  long started() {
    return started.get();
  }

  @Override
  public String describe() {
    return "platform threads";
  }
}
