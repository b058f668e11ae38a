package io.asyncruntime.internal.coroutine;

/** A way to run code that can stop in the middle and go on later, when it is polled again. Thread-safe. */
public sealed interface CoroutineEngine permits HandoffEngine, FastEngine {
  /** What happens to the poller when a body blocks in a call of the JDK (sleep, socket, lock), as far as an engine can choose. */
  enum Blocking {
    /** The poll ends as pending, and the block wakes its task once it can go on. */
    UNMOUNT,
    /** The poller waits until the block can go on. */
    BLOCK_POLLER
  }

  /** A coroutine that has not started. {@code body} must not throw, and calls {@link Coroutine#ending()} last. */
  Coroutine create(Runnable body);

  /** Whether a suspended body has a thread of the system to itself, which somebody must end. */
  boolean keepsThreads();

  /** The engine in a few words, for a log line; where it is not the fast one, with what would make it so. */
  String describe();
}
