package io.asyncruntime.internal.blocking;

/** What the pool runs. Exactly one of the two methods is called, once. Neither throws. */
public interface Job {
  /** Does the work. On a thread of the pool. */
  void run();

  /** The pool will never run it, because it shuts down. Any thread. */
  void discard();
}
