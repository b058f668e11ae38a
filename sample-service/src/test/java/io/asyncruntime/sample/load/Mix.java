package io.asyncruntime.sample.load;

import java.util.Random;

/**
 * Which requests come, and to whom: mostly reads, three in ten reserve a seat, few settle. The same seed gives the same sequence.
 * Any thread; {@link Random} is thread-safe.
 */
public final class Mix {
  private static final double READS_EVENT = 0.6;
  private static final double READS_RESERVATION = 0.1;
  private static final double SETTLES = 0.002;

  private final Random random;
  private final int events;
  private final double leaving;

  /** Requests about events {@code 1..events}; the share {@code leaving} of the customers does not wait for an answer. */
  public Mix(long seed, int events, double leaving) {
    this.random = new Random(seed);
    this.events = events;
    this.leaving = leaving;
  }

  Kind kind() {
    double draw = random.nextDouble();
    if (draw < READS_EVENT) return Kind.EVENT;
    if (draw < READS_EVENT + READS_RESERVATION) return Kind.RESERVATION;
    return draw < READS_EVENT + READS_RESERVATION + SETTLES ? Kind.SETTLE : Kind.RESERVE;
  }

  long event() {
    return 1 + random.nextInt(events);
  }

  boolean leaves() {
    return random.nextDouble() < leaving;
  }

  /** Nanoseconds to the next arrival of a Poisson process: customers know nothing of each other. */
  long nanosToNext(double perSecond) {
    return (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
  }
}
