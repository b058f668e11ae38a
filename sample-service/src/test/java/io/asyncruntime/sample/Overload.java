package io.asyncruntime.sample;

import io.asyncruntime.sample.load.LoadRun;
import io.asyncruntime.sample.payment.standin.StandInSettings;
import java.time.Duration;

/** The scenario of an overload: what a service can do is found out, then it gets most of that, three times that, and half of it. */
final class Overload {
  /** Faults of a usual day: one call of the provider in twenty fails, one in a hundred is not answered. */
  static final StandInSettings DAY =
      new StandInSettings(Duration.ofMillis(20), 0.05, 0.01, 0, Duration.ofSeconds(30), 20L);

  /** The share of customers who leave at once. */
  static final double LEAVING = 0.01;

  /** For each build: on a JVM that is cold, so that three times what it can do may be little; a warm one cannot do 400 either. */
  static final Lengths SHORT = new Lengths(3, 3, 5, 10, 4, 400);

  /** Long enough to see whether it lasts. */
  static final Lengths LONG = new Lengths(20, 15, 30, 60, 20, 0);

  private static final int CROWD = 32;
  private static final Duration TIME_TO_RECOVER = Duration.ofSeconds(2);

  private Overload() {}

  /** Seconds of each phase, and the least arrivals a second that are called an overload. */
  record Lengths(int warmUp, int capacity, int usual, int overload, int after, double least) {}

  /** Plays it, and gives what the service can do: good answers a second. */
  static double play(LoadRun run, Lengths lengths) {
    run.closed("warm-up", CROWD, Duration.ofSeconds(lengths.warmUp()));
    double capacity = run.closed("capacity", CROWD, Duration.ofSeconds(lengths.capacity()));
    run.open("0.8x", 0.8 * capacity, Duration.ofSeconds(lengths.usual()));
    run.open("3x", Math.max(3 * capacity, lengths.least()), Duration.ofSeconds(lengths.overload()));
    run.open("2 s", 0.5 * capacity, TIME_TO_RECOVER);
    run.open("after", 0.5 * capacity, Duration.ofSeconds(lengths.after()));
    run.awaitAnswers();
    return capacity;
  }
}
