package io.asyncruntime.internal.coroutine;

/** Where the threads of the hand-off engine come from. Thread-safe. */
sealed interface BlockThreads permits VirtualBlockThreads, PlatformBlockThreads {
  /** First part of the name of every thread. */
  String NAME_PREFIX = "async-block-";

  /**
   * A thread that now runs {@code coroutine}. The poller; the context class loader is the poller's.
   *
   * @throws OutOfMemoryError when the system has no thread left
   */
  Thread start(HandoffCoroutine coroutine);

  /** The coroutine on {@code thread} is done, and nobody will touch the thread on its behalf. The poller. */
  void giveBack(Thread thread);

  /** What kind of threads, in two words. */
  String describe();
}
