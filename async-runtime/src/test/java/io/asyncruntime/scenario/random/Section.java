package io.asyncruntime.scenario.random;

/** A critical section that somebody is in. */
interface Section extends AutoCloseable {
  /** What it was entered for is done. Before {@link #close()}, which comes alone where the task is given up inside. */
  void finish();

  @Override
  void close();
}
