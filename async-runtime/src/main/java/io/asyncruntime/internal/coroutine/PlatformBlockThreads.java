package io.asyncruntime.internal.coroutine;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads of the hand-off engine come from: platform threads, as many as there are blocks at a time. Thread-safe.
 *
 * <p>Never virtual ones: those share the carriers of the JDK's scheduler, of which there are as many as cores. As many blocks that compute
 * as there are cores, or block in place, in a class initialiser or in a native frame, would stop every other block, and as many
 * computing virtual threads of the application likewise, and no spare worker could help.
 *
 * <p>A thread-local of one block must not be seen by the next: it may be another user's identity. So a thread is used again
 * only where its thread-locals can be wiped, which takes {@code java.base/java.lang} open to this library; elsewhere each
 * block has a new thread, for about the price of two more thread switches. An idle thread ends after its keep-alive time.
 */
final class PlatformBlockThreads {
  /** First part of the name of a thread that runs blocks. */
  static final String NAME_PREFIX = "async-block-";

  private static final long KEEP_ALIVE_NANOS = 10_000_000_000L;

  private final ConcurrentLinkedDeque<BlockThread> idle = new ConcurrentLinkedDeque<>();
  private final AtomicLong started = new AtomicLong();
  private final String namePrefix;
  private final boolean reuse;
  private final long keepAliveNanos;

  PlatformBlockThreads() {
    this(NAME_PREFIX, ThreadLocalEraser.available(), KEEP_ALIVE_NANOS);
  }

  PlatformBlockThreads(String namePrefix, boolean reuse, long keepAliveNanos) {
    this.namePrefix = namePrefix;
    this.reuse = reuse;
    this.keepAliveNanos = keepAliveNanos;
  }

  /** Threads that only carry virtual threads, and so have no thread-locals of any block. */
  static PlatformBlockThreads helpers() {
    return new PlatformBlockThreads("async-poller-", true, KEEP_ALIVE_NANOS);
  }

  /**
   * A thread that now runs {@code work}, once. The poller; the context class loader is the poller's.
   *
   * @throws OutOfMemoryError when the system has no thread left
   */
  Thread start(Runnable work) {
    BlockThread used = reassign(work);
    if (used != null) { return used; }
    BlockThread fresh = new BlockThread(work, namePrefix + started.incrementAndGet(), this);
    fresh.start();
    return fresh;
  }

  /** The thread that became idle last and is still there, with its new work. */
  private @Nullable BlockThread reassign(Runnable work) {
    for (BlockThread next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      if (next.assign(work)) { return next; }
    }
    return null;
  }

  /** The work of {@code thread} is done, and nobody will touch the thread on its behalf. The poller, or who ran without one: the thread. */
  void giveBack(Thread thread) {
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
}
