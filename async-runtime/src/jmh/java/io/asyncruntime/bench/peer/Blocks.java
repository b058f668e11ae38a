package io.asyncruntime.bench.peer;

/** Blocks of code that wait in the middle. */
public interface Blocks {
  /** A task makes {@code n} empty blocks and runs each to its end, one after the other. */
  void createRun(int n);

  /** A block awaits {@code n} times what is ready. */
  void awaitReady(int n);

  /** A block gives way {@code n} times. */
  void suspendResume(int n);

  /** Two blocks send one message to and fro, {@code n} rounds. */
  void pingPong(int n);
}
