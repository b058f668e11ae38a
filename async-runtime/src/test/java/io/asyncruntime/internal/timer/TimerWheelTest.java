package io.asyncruntime.internal.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {
  private static final long RANGE = 1L << 36;

  private static final class Node extends WheelNode {
    Node(long tick) {
      this.tick = tick;
    }

    @Override
    public String toString() {
      return "tick " + tick;
    }
  }

  private static Node insert(TimerWheel wheel, long tick) {
    Node node = new Node(tick);
    wheel.insert(node);
    return node;
  }

  /** Everything due at {@code now}, as the driver takes it: a null is only the end if the next tick is later. */
  private static List<WheelNode> takeDue(TimerWheel wheel, long now) {
    List<WheelNode> due = new ArrayList<>();
    do {
      for (WheelNode node = wheel.pollDue(now); node != null; node = wheel.pollDue(now)) {
        due.add(node);
      }
    } while (wheel.nextTick() <= now);
    return due;
  }

  @Test
  void anEmptyWheelHasNothing() {
    TimerWheel wheel = new TimerWheel(17);
    assertThat(wheel.nextTick()).isEqualTo(TimerWheel.NONE);
    assertThat(wheel.pollDue(1000)).isNull();
    assertThat(wheel.pollAny()).isNull();
    assertThat(wheel.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 63, 64, 12345, RANGE - 1, RANGE, RANGE + 5, 3 * RANGE - 64})
  void aTimerIsHandedOutAtItsTickAtEveryDistanceAroundALevelBoundary(long start) {
    for (long distance : distancesAroundBoundaries()) {
      TimerWheel wheel = new TimerWheel(start);
      Node node = insert(wheel, start + distance);
      assertThat(takeDue(wheel, start + distance - 1)).as("before %d", distance).isEmpty();
      assertThat(wheel.nextTick()).isEqualTo(start + distance);
      assertThat(takeDue(wheel, start + distance)).as("at %d", distance).containsExactly(node);
      assertThat(wheel.nextTick()).isEqualTo(TimerWheel.NONE);
      assertThat(node.isLinked()).isFalse();
    }
  }

  private static List<Long> distancesAroundBoundaries() {
    List<Long> distances = new ArrayList<>(List.of(1L, 2L));
    for (int level = 1; level <= 7; level++) {
      for (long offset = -2; offset <= 2; offset++) {
        distances.add((1L << (6 * level)) + offset);
        distances.add(3 * (1L << (6 * level)) + offset);
      }
    }
    distances.add(5 * RANGE);
    distances.add(4_000_000_000_000L);
    return distances;
  }

  @Test
  void aTimerThatIsDueAlreadyIsHandedOutAtOnce() {
    TimerWheel wheel = new TimerWheel(100);
    Node past = insert(wheel, 3);
    Node present = insert(wheel, 100);
    assertThat(wheel.nextTick()).isEqualTo(100);
    assertThat(takeDue(wheel, 100)).containsExactly(past, present);
  }

  @Test
  void timersOfTheSameTickComeInTheOrderOfInsertion() {
    TimerWheel wheel = new TimerWheel(0);
    List<WheelNode> nodes = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      nodes.add(insert(wheel, 70));
    }
    assertThat(takeDue(wheel, 70)).isEqualTo(nodes);
  }

  @Test
  void theNextTickIsExactForAFarTimerInASlotThatIsNotCrowded() {
    TimerWheel wheel = new TimerWheel(0);
    insert(wheel, 100_100);
    insert(wheel, 100_050);
    insert(wheel, 200_000);
    assertThat(wheel.nextTick()).isEqualTo(100_050);
  }

  @Test
  void theNextTickIsABoundForACrowdedSlot() {
    TimerWheel wheel = new TimerWheel(0);
    for (int i = 0; i < 100; i++) {
      insert(wheel, 100_100);
    }
    assertThat(wheel.nextTick()).isLessThanOrEqualTo(100_100).isGreaterThan(95_000);
  }

  @Test
  void aTimerRevolutionsAheadDoesNotHideANearerOneInTheTopLevel() {
    long slot = 1L << 30;
    TimerWheel wheel = new TimerWheel(5 * slot + 1);
    Node far = insert(wheel, 5 * slot + RANGE + 7); // in the present slot of the top level
    Node near = insert(wheel, 6 * slot + 9);
    assertThat(takeDue(wheel, 6 * slot + 8)).isEmpty();
    assertThat(takeDue(wheel, 6 * slot + 9)).containsExactly(near);
    assertThat(takeDue(wheel, 5 * slot + RANGE + 6)).isEmpty();
    assertThat(takeDue(wheel, 5 * slot + RANGE + 7)).containsExactly(far);
  }

  @Test
  void movingDownIsBoundedPerCallAndLosesNothing() {
    TimerWheel wheel = new TimerWheel(0);
    for (int i = 0; i < 1000; i++) {
      insert(wheel, 4096 + 3);
    }
    assertThat(wheel.pollDue(4096 + 3)).isNull();
    assertThat(wheel.nextTick()).isEqualTo(4096);
    assertThat(takeDue(wheel, 4096 + 3)).hasSize(1000);
  }

  @Test
  void aTimerCanBeRemovedWhileItsSlotIsMovingDown() {
    TimerWheel wheel = new TimerWheel(0);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      nodes.add(insert(wheel, 4096 + 3));
    }
    assertThat(wheel.pollDue(4096)).isNull();
    nodes.forEach(wheel::remove);
    assertThat(wheel.size()).isZero();
    assertThat(wheel.nextTick()).isEqualTo(TimerWheel.NONE);
    assertThat(takeDue(wheel, 5000)).isEmpty();
  }

  @Test
  void pollAnyEmptiesTheWheelAlsoInTheMiddleOfMoving() {
    TimerWheel wheel = new TimerWheel(0);
    for (int i = 0; i < 300; i++) {
      insert(wheel, 4096 + i % 7);
    }
    insert(wheel, 10 * RANGE);
    assertThat(wheel.pollDue(4096)).isNull();
    int taken = 0;
    while (wheel.pollAny() != null) {
      taken++;
    }
    assertThat(taken).isEqualTo(301);
    assertThat(wheel.size()).isZero();
  }

  @Test
  void catchingUpPassesNoTimer() {
    TimerWheel wheel = new TimerWheel(0);
    wheel.catchUp(1000);
    Node node = insert(wheel, 1010);
    wheel.catchUp(2000);
    assertThat(takeDue(wheel, 1009)).isEmpty();
    assertThat(takeDue(wheel, 1010)).containsExactly(node);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void behavesAsASortedMapUnderRandomOperations(long seed) {
    new Model(seed).run(20_000);
  }

  /** The wheel beside a map from tick to timers, under the same operations. */
  private static final class Model {
    private final Random random;
    private final TreeMap<Long, List<WheelNode>> expected = new TreeMap<>();
    private final List<WheelNode> live = new ArrayList<>();
    private final TimerWheel wheel;
    private long now;

    Model(long seed) {
      random = new Random(seed);
      now = random.nextInt(1000);
      wheel = new TimerWheel(now);
    }

    void run(int operations) {
      for (int i = 0; i < operations; i++) {
        int choice = random.nextInt(10);
        if (choice < 5) {
          insertOne();
        } else if (choice < 8) {
          removeOne();
        } else {
          advance();
        }
        check();
      }
      now = 200 * RANGE;
      take();
      assertThat(wheel.size()).isZero();
    }

    private void insertOne() {
      Node node = insert(wheel, now + distance());
      expected.computeIfAbsent(node.tick, tick -> new ArrayList<>()).add(node);
      live.add(node);
    }

    private long distance() {
      long bound = 1L << random.nextInt(39);
      return bound == 1 ? 0 : (random.nextLong() >>> 1) % bound;
    }

    private void removeOne() {
      if (!live.isEmpty()) {
        WheelNode node = live.remove(random.nextInt(live.size()));
        wheel.remove(node);
        forget(node);
      }
    }

    private void forget(WheelNode node) {
      expected.get(node.tick).remove(node);
      if (expected.get(node.tick).isEmpty()) {
        expected.remove(node.tick);
      }
    }

    private void advance() {
      now += random.nextInt(20) == 0 && !expected.isEmpty() ? Math.max(0, expected.firstKey() - now) : distance() / 16;
      if (random.nextInt(4) == 0) {
        takeSome();
      } else {
        take();
      }
    }

    /** One call only, which may leave the wheel in the middle of moving a slot down. */
    private void takeSome() {
      accept(wheel.pollDue(now));
    }

    private void take() {
      for (WheelNode node : takeDue(wheel, now)) {
        accept(node);
      }
      assertThat(expected.headMap(now, true)).isEmpty();
    }

    private void accept(@Nullable WheelNode node) {
      if (node != null) {
        assertThat(node.tick).isLessThanOrEqualTo(now);
        assertThat(node.isLinked()).isFalse();
        live.remove(node);
        forget(node);
      }
    }

    private void check() {
      assertThat(wheel.size()).isEqualTo(live.size());
      if (expected.isEmpty()) {
        assertThat(wheel.nextTick()).isEqualTo(TimerWheel.NONE);
      } else {
        long earliest = live.stream().min(Comparator.comparingLong((WheelNode node) -> node.tick)).orElseThrow().tick;
        assertThat(wheel.nextTick()).isLessThanOrEqualTo(Math.max(earliest, now));
      }
    }
  }
}
