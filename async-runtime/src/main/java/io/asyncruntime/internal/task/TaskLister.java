package io.asyncruntime.internal.task;

import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskOrder;
import io.asyncruntime.metrics.TaskPage;
import io.asyncruntime.metrics.TaskQuery;
import io.asyncruntime.metrics.TaskStatus;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one page of a list of tasks. It is shown every live task, and keeps the places up to the end of the page: what they
 * take in memory is what a page takes, however many tasks there are. One thread; used once.
 */
public final class TaskLister implements Consumer<JoinableTask<?>> {
  private static final Comparator<Place> BY_NAME = Comparator.comparing((Place place) -> place.name);
  private static final Comparator<Place> BY_KEY = Comparator.comparingLong((Place place) -> place.key);
  private static final Comparator<Place> BY_ID = Comparator.comparingLong((Place place) -> place.id);

  private final TaskQuery query;
  private final @Nullable TaskStatus status;
  private final @Nullable TaskKind kind;
  private final long nowNanos;
  private final long minAgeNanos;
  private final long most;
  private final Comparator<Place> order;

  /** The best so far, the worst of them at the head. */
  private final PriorityQueue<Place> places;

  /** What the task just shown is compared by; goes into the queue, and what that puts out comes here. */
  private Place candidate = new Place();

  private long matching;

  /** For one page as of {@code nowNanos}, a reading of the real clock. */
  public TaskLister(TaskQuery query, long nowNanos) {
    this.query = query;
    this.status = query.status().orElse(null);
    this.kind = query.kind().orElse(null);
    this.nowNanos = nowNanos;
    this.minAgeNanos = nanos(query);
    this.most = query.limit() == 0 ? 0 : (long) query.offset() + query.limit();
    this.order = (query.order() == TaskOrder.NAME ? BY_NAME : BY_KEY).thenComparing(BY_ID);
    this.places = new PriorityQueue<>(order.reversed());
  }

  /** A task as it was when it was compared: it goes on changing, and the queue must not. */
  private static final class Place {
    @Nullable JoinableTask<?> task;
    String name = "";
    long key;
    long id;
  }

  @Override
  public void accept(JoinableTask<?> task) {
    String name = Objects.requireNonNullElse(task.taskName(), "");
    if (!fits(task, name)) { return; }
    matching++;
    if (most == 0) { return; }
    fill(task, name);
    if (places.size() < most) {
      places.add(candidate);
      candidate = new Place();
    } else if (order.compare(candidate, places.element()) < 0) {
      Place out = places.remove();
      places.add(candidate);
      candidate = out;
    }
  }

  private void fill(JoinableTask<?> task, String name) {
    candidate.task = task;
    candidate.name = name;
    candidate.key = key(task);
    candidate.id = task.taskId();
  }

  private boolean fits(JoinableTask<?> task, String name) {
    return (status == null || task.status() == status)
        && (kind == null || task.kind() == kind)
        && nowNanos - task.spawnedNanos() >= minAgeNanos
        && contains(name, query.namePart());
  }

  private static boolean contains(String name, String part) {
    for (int from = 0; from <= name.length() - part.length(); from++) {
      if (name.regionMatches(true, from, part, 0, part.length())) { return true; }
    }
    return false;
  }

  /** What makes a task come before others; the less the earlier. */
  private long key(JoinableTask<?> task) {
    return switch (query.order()) {
      case OLDEST -> task.spawnedNanos() - nowNanos;
      case NEWEST -> nowNanos - task.spawnedNanos();
      case MOST_POLLS -> -task.pollCount();
      case MOST_WAKES -> -task.wakeCount();
      case MOST_SELF_WAKES -> -task.selfWakeCount();
      case STATUS -> task.status().ordinal();
      case NAME -> 0;
    };
  }

  /** The page, once every task was shown. */
  public TaskPage page() {
    Deque<TaskInfo> rows = new ArrayDeque<>();
    while (places.size() > query.offset()) {
      rows.addFirst(Objects.requireNonNull(places.remove().task).row(nowNanos));
    }
    return new TaskPage(matching, query.offset(), List.copyOf(rows));
  }

  /** Durations beyond 292 years do not fit: nothing is that old. */
  private static long nanos(TaskQuery query) {
    try {
      return query.minAge().isZero() ? Long.MIN_VALUE : query.minAge().toNanos();
    } catch (ArithmeticException tooLong) {
      return query.minAge().isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
