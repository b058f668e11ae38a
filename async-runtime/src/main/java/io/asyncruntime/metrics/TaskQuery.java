package io.asyncruntime.metrics;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Which live tasks to list, in which order, and how many. It never changes: each method gives another query.
 *
 * <pre>{@code
 * TaskQuery stale = TaskQuery.all().named("order").with(TaskStatus.IDLE).olderThan(Duration.ofMinutes(1)).limit(20);
 * AsyncRuntime runtime = AsyncRuntime.current();
 * for (TaskInfo task : runtime.tasks(stale).tasks()) {
 *   System.Logger log = System.getLogger("orders");
 *   log.log(System.Logger.Level.INFO, task.name() + " waits on " + task.waitingOn());
 * }
 * }</pre>
 *
 * @param namePart what the name contains, in small or capital letters; empty for any name
 * @param status what the tasks are doing; empty for anything
 * @param kind sort of work; empty for any
 * @param minAge the least time since the spawn
 * @param order what comes first
 * @param offset how many that fit are left out before the page
 * @param limit the most on the page
 */
public record TaskQuery(
    String namePart,
    Optional<TaskStatus> status,
    Optional<TaskKind> kind,
    Duration minAge,
    TaskOrder order,
    int offset,
    int limit) {
  private static final TaskQuery ALL =
      new TaskQuery("", Optional.empty(), Optional.empty(), Duration.ZERO, TaskOrder.OLDEST, 0, 200);

  /** Checks the numbers. */
  public TaskQuery {
    Objects.requireNonNull(namePart, "namePart");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(minAge, "minAge");
    Objects.requireNonNull(order, "order");
    checkNotNegative("offset", offset);
    checkNotNegative("limit", limit);
  }

  private static void checkNotNegative(String setting, int value) {
    if (value < 0) { throw new IllegalArgumentException(setting + " must not be negative: " + value); }
  }

  /** All tasks, the oldest first, 200 on a page. */
  public static TaskQuery all() {
    return ALL;
  }

  /** Only tasks whose name contains {@code part}, in small or capital letters. */
  public TaskQuery named(String part) {
    return new TaskQuery(part, status, kind, minAge, order, offset, limit);
  }

  /** Only tasks that are doing that. */
  public TaskQuery with(TaskStatus wanted) {
    return new TaskQuery(namePart, Optional.of(wanted), kind, minAge, order, offset, limit);
  }

  /** Only that sort of work. */
  public TaskQuery with(TaskKind wanted) {
    return new TaskQuery(namePart, status, Optional.of(wanted), minAge, order, offset, limit);
  }

  /** Only tasks that were spawned at least so long ago. */
  public TaskQuery olderThan(Duration age) {
    return new TaskQuery(namePart, status, kind, age, order, offset, limit);
  }

  /** In that order. */
  public TaskQuery sortedBy(TaskOrder other) {
    return new TaskQuery(namePart, status, kind, minAge, other, offset, limit);
  }

  /** Without the first {@code tasks} that fit. The cost in memory grows with this plus the limit, not with the tasks there are. */
  public TaskQuery offset(int tasks) {
    return new TaskQuery(namePart, status, kind, minAge, order, tasks, limit);
  }

  /** At most so many on the page; with 0 they are only counted. */
  public TaskQuery limit(int tasks) {
    return new TaskQuery(namePart, status, kind, minAge, order, offset, tasks);
  }
}
