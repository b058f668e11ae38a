package io.asyncruntime.internal.ambient;

/** A section that has begun and puts off the drop of what it is in. Its poller's thread only. */
public interface OpenSection {
  /** Something around it is to be dropped, and waits for its end. Called once by each of those. */
  void endWanted();

  /** For how long it may put that off. */
  long limitNanos();
}
