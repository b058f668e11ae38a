package io.asyncruntime.bench;

import io.asyncruntime.internal.util.SpinWait;
import java.util.Locale;

/**
 * How long a cache line takes from one core to another and back. On a virtual machine whose host moves its cores about this changes
 * within minutes, by a factor of seven where it was first seen, and with it every workload that passes work between workers, of every
 * peer: figures taken at different distances cannot be compared.
 */
public final class CoreDistance {
  private static final int ROUNDS = 200_000;
  private static final int PRINTED = 5;

  private CoreDistance() {}

  /** Prints it a few times. */
  public static void main(String[] args) throws InterruptedException {
    for (int i = 0; i < PRINTED; i++) {
      System.out.printf(Locale.ROOT, "%.0f ns a round trip between two cores%n", roundTripNanos());
    }
  }

  /** Takes up to a few tenths of a second, on two cores. */
  static double roundTripNanos() throws InterruptedException {
    measure(); // compiles it
    return measure();
  }

  private static double measure() throws InterruptedException {
    Line line = new Line();
    Thread other = new Thread(() -> {
      for (int i = 0; i < ROUNDS; i++) {
        line.await(2 * i + 1);
        line.turn = 2 * i + 2;
      }
    }, "other-core");
    other.start();
    line.turn = 1;
    line.await(2); // it runs
    long begin = System.nanoTime();
    for (int i = 1; i < ROUNDS; i++) {
      line.turn = 2 * i + 1;
      line.await(2 * i + 2);
    }
    long end = System.nanoTime();
    other.join();
    return (double) (end - begin) / (ROUNDS - 1);
  }

  /** What goes to and fro. Nothing else is written meanwhile, so it needs no padding. */
  private static final class Line {
    private volatile int turn;

    void await(int expected) {
      for (int spins = 1; turn != expected; spins++) {
        SpinWait.pause(spins); // on a machine with one core the other thread must get it
      }
    }
  }
}
