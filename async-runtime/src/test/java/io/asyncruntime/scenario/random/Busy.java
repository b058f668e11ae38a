package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;

/** Keeps its thread: a long poll where it is longer than the threshold. */
record Busy(int micros) implements Step {
  @Override
  public Future<?> start(World world) {
    spin(micros);
    return Future.ready(null);
  }

  @Override
  public void inBlock(World world) {
    spin(micros);
  }

  static void spin(int micros) {
    long end = System.nanoTime() + micros * 1_000L;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
