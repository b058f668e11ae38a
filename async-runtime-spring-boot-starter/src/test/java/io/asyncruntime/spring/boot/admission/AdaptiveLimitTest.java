package io.asyncruntime.spring.boot.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit in front of a service that is played: so many servers, one line, virtual time; three times what it can do comes in. */
class AdaptiveLimitTest {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  /** Of the best limit that does not learn: as many as there are servers. */
  private static final double WITHIN = 0.2;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void itFindsTheNumberOfServers(long seed) {
    Service service = new Service(seed, 40, 50 * MILLI);
    service.playUntil(10 * SECOND);
    service.assertSettledAt(40);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void itFollowsWhenHalfOfTheServersGo(long seed) {
    Service service = new Service(seed, 40, 50 * MILLI);
    service.playUntil(10 * SECOND);
    service.servers = 20;
    service.playUntil(20 * SECOND);
    service.assertSettledAt(20);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void itFollowsWhenTheyAreDoubled(long seed) {
    Service service = new Service(seed, 40, 50 * MILLI);
    service.playUntil(10 * SECOND);
    service.servers = 80;
    service.playUntil(20 * SECOND);
    service.assertSettledAt(80);
  }

  /** Each needs one connection for a moment and then waits for somebody else, so as many may be inside as fit into that wait. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aServiceThatMostlyWaitsIsKeptBusy(long seed) {
    Service service = Service.thatMostlyWaits(seed);
    service.playUntil(10 * SECOND);
    service.playUntil(20 * SECOND);
    assertThat(service.done / 10.0).as("of 500 a second").isGreaterThan(425);
  }

  /** As after an overload, for which it was right to let in few. */
  @Test
  void aLimitThatIsFarTooLowIsLeftWithinTwoSeconds() {
    AdaptiveLimit limit = new AdaptiveLimit(10_000, 1);
    int before = limit.current();
    for (long now = 0; now < 2 * SECOND; now += MILLI) limit.left(0, now - 10 * MILLI, now, true);
    assertThat(limit.current()).isGreaterThan(4 * before);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void afterAnOverloadItIsSoonAsItWas(long seed) {
    Service service = Service.thatMostlyWaits(seed);
    service.playUntil(30 * SECOND);
    service.load = 0.5;
    service.playUntil(32 * SECOND);
    service.playUntil(42 * SECOND);
    assertThat(service.refused).as("of 2500").isLessThan(50);
  }

  /** Each takes three times as long, whatever the load: no reason to let in fewer. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void itTakesALongerTimeWithoutAQueueForWhatItIs(long seed) {
    Service service = new Service(seed, 40, 50 * MILLI);
    service.playUntil(10 * SECOND);
    service.meanNanos = 150 * MILLI;
    service.playUntil(20 * SECOND);
    service.assertSettledAt(40);
  }

  @Test
  void aLimitFarTooHighIsHalvedAgainAndAgain() {
    Service service = new Service(4, 160, 50 * MILLI);
    service.playUntil(10 * SECOND);
    service.servers = 10;
    service.playUntil(20 * SECOND);
    service.assertSettledAt(10);
  }

  @Test
  void itIsNeverBelowOneNorAboveTheMost() {
    AdaptiveLimit limit = new AdaptiveLimit(5, 2);
    assertThat(limit.current()).isEqualTo(5);
    SplittableRandom random = new SplittableRandom(5);
    long now = 0;
    for (int i = 0; i < 10_000; i++) {
      now += random.nextLong(100 * MILLI);
      limit.left(random.nextInt(2), now - random.nextLong(10 * SECOND), now, random.nextBoolean());
      assertThat(limit.current()).isBetween(1, 5);
    }
  }

  @Test
  void withoutAFullHouseItStays() {
    AdaptiveLimit limit = new AdaptiveLimit(1000, 1);
    int before = limit.current();
    for (long now = 0; now < 20 * SECOND; now += MILLI) limit.left(0, now - now / 10, now, false);
    assertThat(limit.current()).isEqualTo(before);
  }

  /** Arrivals of a Poisson process that are refused where there is no place; times of service that differ by a half. */
  private static final class Service {
    private final AdmissionGate gate;
    private final SplittableRandom random;
    private final ArrayDeque<AdmissionGate.Permit> line = new ArrayDeque<>();
    private final PriorityQueue<Served> served = new PriorityQueue<>(Comparator.comparingLong(Served::end));
    private final List<int[]> limits = new ArrayList<>(); // {millisecond, limit}
    private long now;
    private long nextArrival;
    private int servers;
    private long meanNanos;
    private long waitNanos;
    private double load = 3;
    private int done;
    private int refused;

    private int busy;

    private record Served(AdmissionGate.Permit permit, long end, boolean server) {}

    Service(long seed, int servers, long meanNanos) {
      this.random = new SplittableRandom(seed);
      this.servers = servers;
      this.meanNanos = meanNanos;
      this.gate = new AdmissionGate(new AdaptiveLimit(10_000, 1), Duration.ZERO, List.of(), () -> now);
    }

    static Service thatMostlyWaits(long seed) {
      Service service = new Service(seed, 1, 2 * MILLI);
      service.waitNanos = 30 * MILLI;
      return service;
    }

    void playUntil(long end) {
      limits.clear();
      done = 0;
      refused = 0;
      while (now < end) {
        Served next = served.peek();
        if (next != null && next.end <= nextArrival) {
          now = next.end;
          served.poll();
          if (next.server && waitNanos > 0) {
            busy--;
            served.add(new Served(next.permit, now + (long) (waitNanos * (0.5 + random.nextDouble())), false));
          } else {
            if (next.server) busy--;
            next.permit.close();
            done++;
          }
        } else {
          now = nextArrival;
          Optional<AdmissionGate.Permit> permit = gate.tryEnter(AdmissionGate.OTHERS);
          permit.ifPresentOrElse(line::add, () -> refused++);
          nextArrival = now + (long) (-Math.log(1 - random.nextDouble()) * meanNanos / (load * servers));
        }
        while (busy < servers && !line.isEmpty()) {
          busy++;
          served.add(new Served(line.poll(), now + (long) (meanNanos * (0.5 + random.nextDouble())), true));
        }
        limits.add(new int[] {(int) (now / MILLI), gate.limit()});
      }
    }

    /** The median of the last two seconds: now and then only half are let in, to look. */
    void assertSettledAt(int best) {
      int since = (int) (now / MILLI) - 2000;
      int[] last = limits.stream().filter(at -> at[0] >= since).mapToInt(at -> at[1]).sorted().toArray();
      assertThat((double) last[last.length / 2]).as("of %s", Arrays.stream(last).summaryStatistics())
          .isBetween((1 - WITHIN) * best, (1 + WITHIN) * best);
    }
  }
}
