package io.asyncruntime.sample.reservation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Which seats of one event are taken, as far as known. Not thread-safe: it is the value of the event's {@code Mutex}.
 *
 * <pre>
 *   STALE -> FRESH   load: what the database says
 *   FRESH -> STALE   writeBegins: until the write is known to have happened, only the database knows
 *   STALE -> FRESH   taken, freed: the write happened
 * </pre>
 *
 * A write that failed, or whose task was aborted, leaves the map stale, and the next one loads it again.
 */
final class SeatMap {
  private final int size;
  private final BitSet taken = new BitSet();
  private boolean fresh;

  SeatMap(int size) {
    this.size = size;
  }

  boolean isFresh() { return fresh; }

  void load(List<Integer> takenSeats) {
    taken.clear();
    takenSeats.forEach(taken::set);
    fresh = true;
  }

  /** The first {@code count} free seats, in order; empty when there are not so many. */
  Optional<List<Integer>> firstFree(int count) {
    List<Integer> seats = new ArrayList<>(count);
    for (int seat = taken.nextClearBit(1); seat <= size && seats.size() < count; seat = taken.nextClearBit(seat + 1)) {
      seats.add(seat);
    }
    return seats.size() == count ? Optional.of(List.copyOf(seats)) : Optional.empty();
  }

  /** How many seats are free. */
  int free() {
    return size - taken.cardinality();
  }

  void writeBegins() {
    fresh = false;
  }

  void taken(List<Integer> seats) {
    seats.forEach(taken::set);
    fresh = true;
  }

  void freed(List<Integer> seats) {
    seats.forEach(taken::clear);
    fresh = true;
  }
}
