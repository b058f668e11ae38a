package io.asyncruntime.scenario.exhaustion;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program that {@link ExhaustionTest} starts: rounds for so many seconds; it tells its result by its output. */
final class ExhaustionMain {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final int QUIET_ROUNDS = 5;
  private static final Logger LOG = Logger.getLogger("io.asyncruntime");

  private ExhaustionMain() {}

  /** Seconds, then the seed. */
  public static void main(String[] args) throws Exception {
    LOG.setLevel(Level.OFF);
    long nanos = TimeUnit.SECONDS.toNanos(Long.parseLong(args[0]));
    SplittableRandom seeds = new SplittableRandom(Long.parseLong(args[1]));
    for (int i = 0; i < QUIET_ROUNDS; i++) {
      run(seeds.nextLong(), false);
    }
    long begin = System.nanoTime();
    int rounds = 0;
    while (System.nanoTime() - begin < nanos) {
      run(seeds.nextLong(), true);
      rounds++;
    }
    OUT.println("done: " + rounds + " rounds");
  }

  private static void run(long seed, boolean hunger) throws InterruptedException {
    Round round = new Round(seed, hunger);
    String fault = round.run();
    if (fault.isEmpty()) { return; }
    OUT.println("FAULT in round " + seed + (hunger ? "" : ", which is a quiet one") + " (" + round + "): " + fault);
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      OUT.println(thread.getKey() + " " + thread.getKey().getState());
      for (StackTraceElement frame : thread.getValue()) {
        OUT.println("    at " + frame);
      }
    }
    Runtime.getRuntime().halt(1);
  }
}
