package io.asyncruntime.internal.timer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sorts timers by the tick at which they are due: a hierarchical hashed timing wheel (Varghese and Lauck, "Hashed and
 * Hierarchical Timing Wheels", 1987, scheme 7), with levels chosen by the highest bit that differs from the present, as in
 * Tokio. A pure data structure: no clock, no thread, no lock. One thread at a time, and the caller's lock orders them.
 *
 * <p>Inserting and removing take constant time. A timer moves down a level at most five times before it is due.
 */
final class TimerWheel {
  /*
   * A slot of level k covers 64^k ticks. With `elapsed` as the present, a timer due at `tick` sits on the level of the
   * highest group of six bits in which tick and elapsed differ, in the slot that this group of tick names:
   *
   *   level 5   64 slots of 2^30 ticks   (12 days each at 1 ms, 2.18 years together)
   *   ...
   *   level 1   64 slots of 64 ticks
   *   level 0   64 slots of 1 tick       (all timers of a slot are due at once)
   *
   * All groups above being equal, every timer of a lower level is due before any of a higher one, and within a level the
   * slots come in order. So the next thing to do is in the first occupied slot of the lowest occupied level. When the
   * present reaches the start of a slot above level 0, its timers are put in anew and land on lower levels.
   *
   * A timer more than 2^36 ticks ahead differs above level 5. It stays on level 5, where its slot may come round before it
   * is due; then it is put in anew, to the same slot if need be. Such a slot may be the present one, one revolution ahead.
   */
  /** {@link #nextTick()} of an empty wheel. */
  static final long NONE = Long.MAX_VALUE;

  private static final int BITS = 6;
  private static final int SLOTS = 1 << BITS;
  private static final int MASK = SLOTS - 1;
  private static final int LEVELS = 6;
  private static final int TOP = LEVELS - 1;
  private static final long RANGE = 1L << (BITS * LEVELS);

  /** Timers that move down in one call of {@link #pollDue}: a bound on how long the caller's lock is held. */
  private static final int MOVES_PER_CALL = 128;

  /** Timers that are looked at to know the very tick of the next one, rather than the start of its slot. */
  private static final int NODES_TO_LOOK_AT = 32;

  private final @Nullable WheelNode[] rings = new WheelNode[LEVELS * SLOTS];

  /** Bit s of element k: slot s of level k has timers. */
  private final long[] occupied = new long[LEVELS];

  /** The present: every timer due before this tick has been handed out. */
  private long elapsed;

  /** What is left of a slot whose start was reached and whose timers are moving down; their {@code slot} still names it. */
  private @Nullable WheelNode moving;

  private int size;

  /** An empty wheel whose present is {@code startTick}, which is not negative. */
  TimerWheel(long startTick) {
    this.elapsed = startTick;
  }

  /** How many timers are in. */
  int size() {
    return size;
  }

  /**
   * Makes {@code now} the present if there are no timers that this might pass. Before an insert after a long idle time it
   * saves the timer from starting on a high level.
   */
  void catchUp(long now) {
    if (size == 0 && now > elapsed) {
      elapsed = now;
    }
  }

  /** Puts in a timer, due at its {@link WheelNode#tick}; one that is due already is handed out by the next pollDue. */
  void insert(WheelNode node) {
    size++;
    place(node);
  }

  /** Takes out a timer that is in. */
  void remove(WheelNode node) {
    size--;
    unlink(node);
  }

  /**
   * Hands out one timer due at {@code now} or before, the earliest first; without one, {@code now} becomes the present.
   *
   * @return null when there is none, or when enough timers were moved for one call: go on while {@link #nextTick()} is not
   *     after {@code now}
   */
  @Nullable
  WheelNode pollDue(long now) {
    for (int moves = 0; moves < MOVES_PER_CALL;) {
      if (moving != null) {
        moveOneDown(moving);
        moves++;
        continue;
      }
      WheelNode due = rings[(int) (elapsed & MASK)];
      if (due != null) {
        remove(due);
        return due;
      }
      if (!stepTowards(now)) { return null; }
    }
    return null;
  }

  /** Takes out any timer, due or not; null when none is left. */
  @Nullable
  WheelNode pollAny() {
    WheelNode node = moving != null ? moving : firstOccupied();
    if (node != null) {
      remove(node);
    }
    return node;
  }

  /**
   * The tick by which {@link #pollDue} should be called again, {@link #NONE} when the wheel is empty. Never later than the
   * earliest timer, and exactly that if its slot is not crowded and it is within the wheel's range.
   */
  long nextTick() {
    if (size == 0) { return NONE; }
    if (moving != null) { return elapsed; }
    int level = lowestOccupiedLevel();
    int slot = nextOccupiedSlot(level);
    long start = startOf(level, slot);
    if (level == 0 || level == TOP) { return start; }
    WheelNode ring = Objects.requireNonNull(rings[level * SLOTS + slot]);
    return NodeRing.earliestTick(ring, NODES_TO_LOOK_AT, start);
  }

  private @Nullable WheelNode firstOccupied() {
    int level = lowestOccupiedLevel();
    return level < 0 ? null : rings[level * SLOTS + nextOccupiedSlot(level)];
  }

  /** Makes the start of the next occupied slot the present, if it is not after {@code now}; else makes {@code now} that. */
  private boolean stepTowards(long now) {
    int level = lowestOccupiedLevel();
    int slot = level < 0 ? 0 : nextOccupiedSlot(level);
    long start = level < 0 ? NONE : startOf(level, slot);
    if (start > now) {
      elapsed = Math.max(elapsed, now);
      return false;
    }
    elapsed = start;
    if (level > 0) {
      int index = level * SLOTS + slot;
      moving = rings[index];
      vacate(index);
    }
    return true;
  }

  private void moveOneDown(WheelNode node) {
    unlink(node);
    place(node);
  }

  private void place(WheelNode node) {
    long tick = Math.max(node.tick, elapsed);
    int level = levelOf(tick);
    int slot = (int) (tick >>> (level * BITS)) & MASK;
    int index = level * SLOTS + slot;
    rings[index] = NodeRing.append(rings[index], node);
    occupied[level] |= 1L << slot;
    node.slot = index;
  }

  private void unlink(WheelNode node) {
    int index = node.slot;
    node.slot = WheelNode.UNLINKED;
    WheelNode rest = NodeRing.remove(node);
    if (rings[index] == node) {
      rings[index] = rest;
      if (rest == null) {
        vacate(index);
      }
    } else if (moving == node) {
      moving = rest;
    }
  }

  private void vacate(int index) {
    rings[index] = null;
    occupied[index / SLOTS] &= ~(1L << (index & MASK));
  }

  private int levelOf(long tick) {
    long differing = (tick ^ elapsed) | MASK;
    return differing >= RANGE ? TOP : (Long.SIZE - 1 - Long.numberOfLeadingZeros(differing)) / BITS;
  }

  private int lowestOccupiedLevel() {
    for (int level = 0; level < LEVELS; level++) {
      if (occupied[level] != 0) { return level; }
    }
    return -1;
  }

  /** The first occupied slot of an occupied level, counting from the present one on level 0, from the one after it above. */
  private int nextOccupiedSlot(int level) {
    int from = presentSlot(level) + (level == 0 ? 0 : 1);
    int distance = Long.numberOfTrailingZeros(Long.rotateRight(occupied[level], from));
    return (from + distance) & MASK;
  }

  private int presentSlot(int level) {
    return (int) (elapsed >>> (level * BITS)) & MASK;
  }

  /** The first tick of a slot, as seen from the present: on the top level it may be one revolution ahead. */
  private long startOf(int level, int slot) {
    int shift = level * BITS;
    long revolution = elapsed >>> (shift + BITS) << (shift + BITS);
    long start = revolution + ((long) slot << shift);
    return level == TOP && slot <= presentSlot(TOP) ? start + RANGE : start;
  }
}
