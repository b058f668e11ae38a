package io.asyncruntime.spring.boot.admission;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many in at once, and says no to the others at once, or after a short wait. The starter asks it for each request; code may ask it
 * for what comes in otherwise, such as messages.
 *
 * <pre>{@code
 * try (AdmissionGate.Permit permit = await(gate.enter("orders"))) {   // or an AdmissionRefusedException
 *   await(handle(message));
 * }
 * }</pre>
 *
 * <p>Invariants, whoever calls: {@code inFlight} is the number of permits that are not closed, in all and by group; nobody is let in while it
 * is not below the limit, nor into a place that is kept for a group of the same or of a higher priority and that this does not use;
 * nobody waits who could be let in. A limit that shrinks sends nobody away.
 *
 * <p><b>Fairness:</b> of those who wait the one of the highest priority comes first, then the one who has waited longest; but one for
 * whose group there is a place goes before one for whose there is none. The line is as long as the house is wide: where it is full, whoever
 * comes displaces the last one, if that is of a lower priority, and is refused else. <b>Cancellation:</b> to drop the future of {@link #enter} gives
 * up the place in the line, or the place inside.
 *
 * <p>All methods may be called by any thread, and none blocks. A lock of its own for some dozens of instructions; whoever waits is told
 * outside of it.
 */
public final class AdmissionGate {
  /** The group of all who are in none. */
  public static final String OTHERS = "others";

  private final ConcurrencyLimit limit;
  private final Duration maxWait;
  private final LongSupplier nanos;
  private final Map<String, Line> lines = new LinkedHashMap<>(); // never changes
  private final Object lock = new Object();

  // Guarded by the lock.
  private final List<Waiter> waiting = new ArrayList<>();
  private int inFlight;
  private boolean full;

  /** The right to be inside, until it is closed. Any thread; a second close does nothing. */
  public interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Figures of one group.
   *
   * @param name of the group
   * @param inFlight who is inside
   * @param waiting who waits in line
   * @param admitted who was let in, since the beginning
   * @param refused who was told no, since the beginning
   */
  public record GroupFigures(String name, int inFlight, int waiting, long admitted, long refused) {
  }

  AdmissionGate(ConcurrencyLimit limit, Duration maxWait, List<AdmissionGroup> groups, LongSupplier nanos) {
    this.limit = limit;
    this.maxWait = maxWait;
    this.nanos = nanos;
    lines.put(OTHERS, new Line(0, new AdmissionGroup(OTHERS, List.of(), 0, 0)));
    groups.forEach(group -> lines.put(group.name(), new Line(lines.size(), group)));
    double kept = groups.stream().mapToDouble(AdmissionGroup::share).sum();
    if (kept > 1)
      throw new IllegalArgumentException("the shares of all groups must not be more than 1 together, but are " + kept);
  }

  /**
   * A gate that always lets in as many.
   *
   * @param maxInFlight at least 1
   * @param maxWait how long {@link #enter} waits in line; zero or longer
   */
  public static AdmissionGate fixed(int maxInFlight, Duration maxWait, List<AdmissionGroup> groups) {
    return new AdmissionGate(ConcurrencyLimit.fixed(atLeastOne(maxInFlight)), notNegative(maxWait), groups,
        System::nanoTime);
  }

  /**
   * A gate that finds out how many are best, by how long they take. Its source is named in the guide.
   *
   * @param most never lets in more; at least 1
   * @param maxWait how long {@link #enter} waits in line; zero or longer
   */
  public static AdmissionGate adaptive(int most, Duration maxWait, List<AdmissionGroup> groups) {
    return new AdmissionGate(new AdaptiveLimit(atLeastOne(most), groups.size() + 1), notNegative(maxWait), groups,
        System::nanoTime);
  }

  private static int atLeastOne(int limit) {
    if (limit < 1)
      throw new IllegalArgumentException("a gate must let in at least 1 at once, but was to let in " + limit);
    return limit;
  }

  private static Duration notNegative(Duration wait) {
    if (wait.isNegative()) throw new IllegalArgumentException("maxWait must not be negative, but is " + wait);
    return wait;
  }

  /**
   * Enters if there is a place now.
   *
   * @param group the name of a group, or {@link #OTHERS}
   * @return empty when there is none, which counts as a refusal
   * @throws IllegalArgumentException for a group that is not there
   */
  public Optional<Permit> tryEnter(String group) {
    Line line = line(group);
    synchronized (lock) {
      if (mayEnter(line)) return Optional.of(admit(line));
      refuse(line, RefusalReason.FULL);
      return Optional.empty();
    }
  }

  /**
   * Enters, after a wait in line if need be. It begins at the first poll.
   *
   * @param group the name of a group, or {@link #OTHERS}
   * @return fails with an {@link AdmissionRefusedException} when there was no place in time
   * @throws IllegalArgumentException for a group that is not there
   */
  @CheckReturnValue
  public Future<Permit> enter(String group) {
    line(group);
    return new EnterFuture(this, group);
  }

  /** The permit, which comes at once or later; to be given up by {@link #giveUp}. It fails at once where nobody may wait. */
  CompletableFuture<Permit> enterOrWait(String group) {
    return enterOrWait(line(group));
  }

  private CompletableFuture<Permit> enterOrWait(Line line) {
    Waiter waiter;
    Waiter displaced = null;
    synchronized (lock) {
      if (mayEnter(line)) return CompletableFuture.completedFuture(admit(line));
      boolean lineIsFull = waiting.size() >= limit.current();
      if (lineIsFull) displaced = lastBelow(line.group.priority());
      if (maxWait.isZero() || lineIsFull && displaced == null) {
        refuse(line, RefusalReason.FULL);
        return CompletableFuture.failedFuture(refusal(line));
      }
      if (displaced != null) displace(displaced);
      waiter = queue(line);
    }
    if (displaced != null) displaced.turn.completeExceptionally(refusal(displaced.line));
    return waiter.turn;
  }

  /** Under the lock. The last in line, if that one has a lower priority. */
  private @Nullable Waiter lastBelow(int priority) {
    Waiter last = waiting.isEmpty() ? null : waiting.get(waiting.size() - 1);
    return last != null && last.line.group.priority() < priority ? last : null;
  }

  /** Under the lock. */
  private void displace(Waiter last) {
    waiting.remove(waiting.size() - 1);
    last.line.waiting--;
    refuse(last.line, RefusalReason.DISPLACED);
  }

  /** Under the lock. */
  private Waiter queue(Line line) {
    Waiter waiter = new Waiter(line);
    int place = waiting.size();
    while (place > 0 && waiting.get(place - 1).line.group.priority() < line.group.priority()) place--;
    waiting.add(place, waiter);
    line.waiting++;
    return waiter;
  }

  /** Leaves the line, or the place that was given meanwhile. Whether it was in the line. */
  boolean giveUp(CompletableFuture<Permit> turn) {
    synchronized (lock) {
      for (Iterator<Waiter> all = waiting.iterator(); all.hasNext();) {
        Waiter waiter = all.next();
        if (waiter.turn == turn) {
          all.remove();
          waiter.line.waiting--;
          refuse(waiter.line, RefusalReason.WAITED);
          return true;
        }
      }
    }
    turn.thenAccept(Permit::close);
    return false;
  }

  Duration maxWait() {
    return maxWait;
  }

  AdmissionRefusedException refusal(String group) {
    return refusal(line(group));
  }

  private AdmissionRefusedException refusal(Line line) {
    return new AdmissionRefusedException(
        "no place for \"" + line.group.name() + "\": " + inFlight() + " are under way, and "
            + limit() + " may be (async-runtime.admission.max-in-flight)");
  }

  private Line line(String group) {
    Line line = lines.get(group);
    if (line == null)
      throw new IllegalArgumentException("there is no group \"" + group + "\"; there are " + lines.keySet());
    return line;
  }

  /** Under the lock. */
  private boolean mayEnter(Line line) {
    int most = limit.current();
    if (inFlight < most && inFlight + keptForOthers(line, most) < most) return true;
    full = true;
    return false;
  }

  /** Under the lock. Places that are kept for groups which do not use them, as far as {@code line} must respect that. */
  private int keptForOthers(Line line, int most) {
    int kept = 0;
    if (line.inFlight >= line.kept(most)) {
      for (Line other : lines.values()) {
        if (other != line && other.group.priority() >= line.group.priority()) {
          kept += Math.max(0, other.kept(most) - other.inFlight);
        }
      }
    }
    return kept;
  }

  /** Under the lock. */
  private Permit admit(Line line) {
    inFlight++;
    line.inFlight++;
    line.admitted++;
    return new Place(line, nanos.getAsLong());
  }

  /** Under the lock. */
  private void refuse(Line line, RefusalReason reason) {
    line.refused[reason.ordinal()]++;
    full = true;
  }

  private void leave(Place place) {
    List<Waiter> told = List.of();
    synchronized (lock) {
      if (place.left) return;
      place.left = true;
      inFlight--;
      place.line.inFlight--;
      limit.left(place.line.number, place.entered, nanos.getAsLong(), full);
      full = false;
      if (!waiting.isEmpty()) told = nextOnes();
    }
    told.forEach(waiter -> waiter.turn.complete(waiter.permit()));
  }

  /** Under the lock. All who can be let in now, in their order. */
  private List<Waiter> nextOnes() {
    List<Waiter> next = new ArrayList<>();
    for (Iterator<Waiter> all = waiting.iterator(); all.hasNext();) {
      Waiter waiter = all.next();
      if (mayEnter(waiter.line)) {
        all.remove();
        waiter.line.waiting--;
        waiter.given = admit(waiter.line);
        next.add(waiter);
      }
    }
    return next;
  }

  /** How many may be inside now. */
  public int limit() {
    synchronized (lock) {
      return limit.current();
    }
  }

  /** How many are inside now. */
  public int inFlight() {
    synchronized (lock) {
      return inFlight;
    }
  }

  /** Figures of each group, {@link #OTHERS} first. */
  public List<GroupFigures> groups() {
    synchronized (lock) {
      return lines.values().stream().map(Line::figures).toList();
    }
  }

  /** Figures of one group. */
  public GroupFigures group(String name) {
    Line line = line(name);
    synchronized (lock) {
      return line.figures();
    }
  }

  /** How many of a group were refused for that reason, since the beginning. */
  public long refused(String name, RefusalReason reason) {
    Line line = line(name);
    synchronized (lock) {
      return line.refused[reason.ordinal()];
    }
  }

  @Override
  public String toString() {
    return "AdmissionGate[" + inFlight() + " of " + limit() + "]";
  }

  /** A group at the gate. Guarded by the lock. */
  private static final class Line {
    private final int number;
    private final AdmissionGroup group;
    private int inFlight;
    private int waiting;
    private long admitted;
    private final long[] refused = new long[RefusalReason.values().length];

    Line(int number, AdmissionGroup group) {
      this.number = number;
      this.group = group;
    }

    int kept(int most) {
      return (int) (group.share() * most);
    }

    GroupFigures figures() {
      return new GroupFigures(group.name(), inFlight, waiting, admitted, Arrays.stream(refused).sum());
    }
  }

  /** One who waits. The permit is written under the lock, before whoever wrote it completes the turn. */
  private static final class Waiter {
    private final Line line;
    private final CompletableFuture<Permit> turn = new CompletableFuture<>();
    private @Nullable Permit given;

    Waiter(Line line) {
      this.line = line;
    }

    Permit permit() {
      Permit mine = given;
      if (mine == null) throw new AssertionError("told before it was let in");
      return mine;
    }
  }

  private final class Place implements Permit {
    private final Line line;
    private final long entered;
    private boolean left; // guarded by the lock

    Place(Line line, long entered) {
      this.line = line;
      this.entered = entered;
    }

    @Override
    public void close() {
      leave(this);
    }
  }
}
