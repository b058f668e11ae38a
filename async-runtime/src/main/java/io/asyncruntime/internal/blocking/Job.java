package io.asyncruntime.internal.blocking;

import org.jspecify.annotations.Nullable;

/** What the pool runs. Exactly one of the two methods is called, once. Neither throws. It brings its place in a queue along. */
public abstract class Job {
  /** The next in the {@link JobQueue} this job stands in; a job stands in one at most. Guarded by the lock of that queue. */
  @Nullable Job next;

  /** The one before it. Guarded likewise. */
  @Nullable Job previous;

  /** Of which of the lines of its {@link LaneQueue} it is, 0 for none; and whether it comes first there. Guarded by the lock of that. */
  int line;

  boolean urgent;

  /** A job that stands in no queue. */
  protected Job() {
  }

  /** Does the work. On a thread of the pool. */
  public abstract void run();

  /** The pool will never run it, because it shuts down or there is no thread. Any thread. */
  public abstract void discard();
}
