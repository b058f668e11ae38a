package io.asyncruntime.internal.util;

import java.util.concurrent.ThreadLocalRandom;

/**
 * A small seedable generator (xorshift64*, Vigna 2016) for decisions that need to be quick rather than unpredictable: who
 * to steal from first, which branch of a select to poll first.
 *
 * <p>Not thread-safe: each owner has its own. {@link #fork} derives further generators in a repeatable order.
 */
public final class FastRandom {
  private long state;

  /** A generator that gives the same numbers for the same seed. */
  public FastRandom(long seed) {
    long mixed = (seed ^ 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    state = mixed == 0 ? 0x9E3779B97F4A7C15L : mixed;
  }

  /** A generator with a seed of chance. */
  public static FastRandom unseeded() {
    return new FastRandom(ThreadLocalRandom.current().nextLong());
  }

  /** A new generator whose numbers depend on this one's seed and on how often it was asked before. */
  public FastRandom fork() {
    return new FastRandom(nextLong());
  }

  /** The next 64 bits. */
  public long nextLong() {
    long x = state;
    x ^= x >>> 12;
    x ^= x << 25;
    x ^= x >>> 27;
    state = x;
    return x * 0x2545F4914F6CDD1DL;
  }

  /** A number from 0 to {@code bound - 1}; the slight bias towards some is of no account here. */
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }
}
