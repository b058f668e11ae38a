package io.asyncruntime.bench;

import io.asyncruntime.bench.peer.Peer;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * The round trip from a foreign thread to a parked task of an idle runtime and back, at rest in between: median and 99th
 * percentile. Arguments: the rounds, and peers.
 */
public final class WakeLatency {
  private static final long REST_NANOS = 200_000;
  private static final int WARM_UP_SHARE = 5;

  private WakeLatency() {}

  /** See the class. */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    for (String name : Arrays.copyOfRange(args, 1, args.length)) {
      try (Peer peer = Peer.open(name)) {
        Callable<Void> answerer = peer.parked().answerer();
        measure(answerer, rounds / WARM_UP_SHARE);
        long[] times = measure(answerer, rounds);
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "%s: p50 %,d ns, p99 %,d ns%n", name, times[rounds / 2],
            times[rounds - 1 - rounds / 100]);
      }
    }
  }

  private static long[] measure(Callable<Void> answerer, int rounds) throws Exception {
    long[] times = new long[rounds];
    for (int i = 0; i < rounds; i++) {
      LockSupport.parkNanos(REST_NANOS);
      long begin = System.nanoTime();
      answerer.call();
      times[i] = System.nanoTime() - begin;
    }
    return times;
  }
}
