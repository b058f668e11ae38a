package io.asyncruntime.internal.coroutine;

/** Where the threads of the hand-off engine come from. Thread-safe. */
sealed interface BlockThreads permits VirtualBlockThreads, PlatformBlockThreads {
  /**
   * A thread that now runs {@code work}, once. The poller; the context class loader is the poller's.
   *
   * @throws OutOfMemoryError when the system has no thread left
   */
  Thread start(Runnable work);

  /** The work of {@code thread} is done, and nobody will touch the thread on its behalf. The poller. */
  void giveBack(Thread thread);

  /** What kind of threads, in two words. */
  String describe();
}
