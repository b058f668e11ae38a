package io.asyncruntime.spring.boot.admission;

import java.util.Arrays;

/**
 * A limit that learns from how long those who were let in take. When more are inside than the service can work on, the others wait somewhere
 * in there, and all take longer: then the limit shrinks, until they take about as long as they do without a queue.
 *
 * <p>The step is the gradient of Netflix' {@code concurrency-limits} (Gradient2): the ratio of the time without a queue to the time now, and
 * room for a short queue to find out whether there is more. What that library takes for the time without a queue, a long average, becomes
 * the time with a queue when an overload lasts. So it is measured here, as BBR does with its round trips (Cardwell, Cheng, Gunn, Yeganeh,
 * Jacobson: "BBR: Congestion-Based Congestion Control", ACM Queue 2016): every few seconds of a full house, and when they take much
 * longer than before, only half as many are let in for a while. If that makes them quicker by much, and no fewer come out, there was a
 * queue, and half is the new limit. If not, what was measured is the time without a queue, be it shorter or longer than before.
 *
 * <p>Times are compared by group, as what one group does may take a hundred times as long as what another does; and by their logarithms, so
 * that one call in a hundred that runs into a time-out does not count for all.
 *
 * <p>A smaller limit must not let fewer come out: the rate before is remembered, and where it is missed, the limit goes back up. Otherwise a
 * little would be lost with each step, and much in the end: all who compete for a processor are quicker when they are fewer. While nobody
 * takes longer for it, the steps up become larger and larger (slow start), so that a limit that was right for a moment is soon forgotten.
 *
 * <p>Nothing is learned while there are places left: then it is the demand that keeps the number down, and the limit stays.
 */
final class AdaptiveLimit implements ConcurrencyLimit {
  private static final int START = 100;
  private static final int FEWEST_SAMPLES = 40;
  private static final long WINDOW_NANOS = 200_000_000;
  private static final long LONGEST_WINDOW_NANOS = 2_000_000_000;
  private static final long BETWEEN_PROBES_NANOS = 3_000_000_000L;

  /** A probe lasts so many times as long as they take: of those who enter within a window, the quick ones leave within it too. */
  private static final double TIMES_AS_LONG = 4;

  /** Of so many windows as long as a probe one is a probe: that costs half of a percent or two. */
  private static final long SHARE_OF_PROBES = 20;

  /** How much longer than without a queue is not taken for one: means of some dozens differ by as much. */
  private static final double TOLERANCE = Math.log(1.05);

  /** So little is nothing. */
  private static final double NOTHING = Math.log(1.02);

  /** So much longer may be a queue, or more to do for each: half as many show which. */
  private static final double MUCH_LONGER = Math.log(1.4);

  /** A half that makes them so much quicker shows that there was a queue; */
  private static final double MUCH_QUICKER = Math.log(1.33);

  /** unless less than that share of what came out before comes out then. */
  private static final double AS_MANY = 0.8;

  /** Of two times that differ by less the mean is nearer to the truth than the newer one. */
  private static final double ALIKE = Math.log(1.2);

  private static final double ROOM = 0.3;
  private static final double GROWTH = 0.08;

  /** So often in a row the growth doubles. */
  private static final int DOUBLINGS = 2;

  /** A smaller limit is kept when at least that share of what came out before comes out still, */
  private static final double KEPT = 0.9;

  /** of which so little is forgotten with each step down that many of them do not lose much. */
  private static final double FORGOTTEN = 0.98;

  /** A limit that is not below that share of another is no step down. */
  private static final double STEP_DOWN = 0.95;

  /** So many must have come out before their rate is taken for one. */
  private static final int RATE_SAMPLES = 150;

  private final int most;
  private double limit;

  /** By group: the logarithm of the nanoseconds without a queue; not a number while nothing is known. */
  private final double[] unqueued;

  // Of the window.
  private long start;
  private final double[] sums;
  private final int[] counts;
  private int samples;
  private int left;
  private boolean full;

  /** Whether this window is a probe, which lets in only half; then how it was in the window before. */
  private boolean probing;
  private double longerBefore;
  private double rateBefore;
  private long shortest = WINDOW_NANOS;
  private long nextProbe;
  private boolean begun;

  /** Windows in a row in which nobody took longer. */
  private int growing;

  /** The limit from which steps down are counted, 0 for none, and what came out with it, in a nanosecond. */
  private double referenceLimit;
  private double referenceRate;

  // What has come out since the rate was last compared with that.
  private long outNanos;
  private int out;

  /** Never more than {@code most}. */
  AdaptiveLimit(int most, int groups) {
    this.most = most;
    this.limit = Math.min(START, most);
    this.unqueued = new double[groups];
    this.sums = new double[groups];
    this.counts = new int[groups];
    Arrays.fill(unqueued, Double.NaN);
  }

  @Override
  public int current() {
    return Math.max(1, (int) Math.round(probing ? limit / 2 : limit));
  }

  @Override
  public void left(int group, long enteredNanos, long nowNanos, boolean wasFull) {
    if (!begun) {
      begun = true;
      begin(nowNanos);
      nextProbe = nowNanos + BETWEEN_PROBES_NANOS;
    }
    left++;
    full |= wasFull;
    if (!probing || enteredNanos - start >= 0) { // those from before a probe have waited in the queue that it drains
      sums[group] += Math.log(Math.max(1, nowNanos - enteredNanos));
      counts[group]++;
      samples++;
    }
    long age = nowNanos - start;
    if (samples > 0 && age >= shortest && (samples >= FEWEST_SAMPLES || age >= 5 * shortest)) {
      close(nowNanos, (double) left / age, age);
    }
  }

  private void close(long now, double rate, long age) {
    double longer = longer();
    if (probing) {
      endProbe(longer, rate, now);
    } else if (full) {
      if (!hasLost(age)) learn(longer, rate, now);
    } else if (longer < 0) {
      remember();
    }
    begin(now);
  }

  private void begin(long now) {
    start = now;
    Arrays.fill(sums, 0);
    Arrays.fill(counts, 0);
    samples = 0;
    left = 0;
    full = false;
  }

  /** Whether fewer came out since the limit was lowered; then it is again what it was. */
  private boolean hasLost(long age) {
    out += left;
    outNanos += age;
    if (out < RATE_SAMPLES) return false;
    double rate = (double) out / outNanos;
    boolean lost = limit < STEP_DOWN * referenceLimit && rate < KEPT * referenceRate;
    if (lost) {
      limit = referenceLimit;
      growing = 0;
      referenceLimit = 0; // what comes out now is measured anew
    } else {
      referenceRate = limit < STEP_DOWN * referenceLimit ? Math.max(rate, FORGOTTEN * referenceRate) : rate;
      referenceLimit = limit;
    }
    out = 0;
    outNanos = 0;
    return lost;
  }

  private void learn(double longer, double rate, long now) {
    growing = longer <= NOTHING ? growing + 1 : 0;
    if (longer > MUCH_LONGER || now - nextProbe >= 0) {
      probe(longer, rate);
    } else if (longer <= NOTHING) {
      set(limit + Math.max(room(), GROWTH * (1 << Math.min(growing - 1, DOUBLINGS)) * limit));
    } else {
      set(limit * Math.exp(Math.min(0, TOLERANCE - longer)) + room());
    }
  }

  private void probe(double longer, double rate) {
    probing = true;
    longerBefore = longer;
    rateBefore = rate;
    shortest = Math.max(WINDOW_NANOS, Math.min(LONGEST_WINDOW_NANOS, (long) (TIMES_AS_LONG * typicalNanos())));
  }

  private void endProbe(double longer, double rate, long now) {
    if (limit > 1 && longer < longerBefore - MUCH_QUICKER && rate > AS_MANY * rateBefore) {
      set(limit / 2);
      probe(longer, rate); // there may still be a queue
      return;
    }
    probing = false;
    shortest = WINDOW_NANOS;
    nextProbe = now + Math.max(BETWEEN_PROBES_NANOS, SHARE_OF_PROBES * (now - start));
    remember();
  }

  private double room() {
    return ROOM * Math.sqrt(limit);
  }

  private void set(double next) {
    limit = Math.max(1, Math.min(most, next));
  }

  /** How much longer they took in this window than without a queue: the logarithm of the ratio. What is not known yet is learned. */
  private double longer() {
    double sum = 0;
    int known = 0;
    for (int group = 0; group < unqueued.length; group++) {
      if (counts[group] > 0) {
        if (Double.isNaN(unqueued[group])) unqueued[group] = sums[group] / counts[group];
        sum += sums[group] - counts[group] * unqueued[group];
        known += counts[group];
      }
    }
    return known == 0 ? 0 : sum / known;
  }

  /** What was measured in this window is the time without a queue. */
  private void remember() {
    for (int group = 0; group < unqueued.length; group++) {
      if (counts[group] > 0) {
        double now = sums[group] / counts[group];
        boolean alike = Math.abs(now - unqueued[group]) < ALIKE || counts[group] < FEWEST_SAMPLES / 4;
        unqueued[group] = alike ? (unqueued[group] + now) / 2 : now;
      }
    }
  }

  /** What the slowest of the groups take in this window. */
  private double typicalNanos() {
    double longest = 0;
    for (int group = 0; group < unqueued.length; group++) {
      if (counts[group] > 0) longest = Math.max(longest, Math.exp(sums[group] / counts[group]));
    }
    return longest;
  }
}
