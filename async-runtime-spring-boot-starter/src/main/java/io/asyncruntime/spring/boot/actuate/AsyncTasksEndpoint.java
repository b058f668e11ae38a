package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.metrics.FinishedTask;
import io.asyncruntime.metrics.TaskDump;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.spring.boot.support.DisplayNames;
import io.asyncruntime.task.AbortHandle;
import io.asyncruntime.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * {@code /actuator/asynctasks}: the live tasks, one task with its stack, and its abort. Request threads and JMX. A list
 * never waits for a stuck worker.
 */
@Endpoint(id = "asynctasks", defaultAccess = Access.READ_ONLY)
public final class AsyncTasksEndpoint {
  /** How many tasks a list has unless it is asked for another number. */
  public static final int DEFAULT_LIMIT = 1000;

  private final Runtimes runtimes;

  /** An endpoint for that runtime. */
  public AsyncTasksEndpoint(AsyncRuntime runtime) {
    this(Runtimes.only(runtime));
  }

  /** An endpoint for those runtimes. */
  public AsyncTasksEndpoint(Runtimes runtimes) {
    this.runtimes = runtimes;
  }

  /** As below, of the main runtime, for code. */
  public TasksAnswer tasks(@Nullable String status, @Nullable String name, @Nullable String minAge,
      @Nullable Integer limit) {
    return of(TaskFilter.of(status, name, minAge, limit), runtimes.main());
  }

  /**
   * The live tasks, oldest first, or the last of those that have ended. What is asked for wrongly is 400 over HTTP, with what is allowed.
   *
   * @param status only those: {@code running}, {@code scheduled}, {@code idle}; or {@code finished}
   * @param name only those with this in their name
   * @param minAge only those at least that old, for example {@code 10s}; those that have ended lived that long
   * @param limit at most so many, 1000 when not given
   * @param runtime those of the runtime of that name, the main one when not given; null when there is none
   */
  @ReadOperation
  @SuppressWarnings("deprecation") // the only mark of an optional parameter that Spring Boot 3.5 knows
  public @Nullable TasksAnswer tasks(@Nullable @org.springframework.lang.Nullable String status,
      @Nullable @org.springframework.lang.Nullable String name,
      @Nullable @org.springframework.lang.Nullable String minAge,
      @Nullable @org.springframework.lang.Nullable Integer limit,
      @Nullable @org.springframework.lang.Nullable String runtime) {
    TaskFilter filter = TaskFilter.of(status, name, minAge, limit);
    return runtimes.named(runtime).map(found -> of(filter, found)).orElse(null);
  }

  /** As {@link #tasks(String, String, String, Integer)}, for code; only live tasks. */
  public TasksAnswer tasks(@Nullable TaskStatus status, @Nullable String name, @Nullable Duration minAge,
      @Nullable Integer limit) {
    return alive(new TaskFilter(false, status, name, minAge, TaskFilter.limit(limit)), runtimes.main());
  }

  private static TasksAnswer of(TaskFilter filter, AsyncRuntime runtime) {
    return filter.finished() ? finished(filter, runtime) : alive(filter, runtime);
  }

  private static TasksAnswer alive(TaskFilter filter, AsyncRuntime runtime) {
    TaskDump dump = runtime.dump();
    List<TaskInfo> matching = dump.tasks().stream().filter(filter::shows).toList();
    List<TaskAnswer> shown = matching.stream().limit(filter.limit()).map(TaskAnswer::of).toList();
    return new TasksAnswer(dump.at(), dump.tasks().size(), matching.size(), shown, List.of());
  }

  private static TasksAnswer finished(TaskFilter filter, AsyncRuntime runtime) {
    List<FinishedTask> matching = runtime.finishedTasks().stream().filter(filter::shows).toList();
    List<FinishedTaskAnswer> shown = matching.stream().limit(filter.limit()).map(FinishedTaskAnswer::of).toList();
    int alive = (int) Math.min(Integer.MAX_VALUE, runtime.metrics().numAliveTasks());
    return new TasksAnswer(Instant.now(), alive, matching.size(), List.of(), shown);
  }

  /** The live tasks of the main runtime as text, for code. */
  public String dump() {
    return text(runtimes.main());
  }

  /** The live tasks with their stacks as text, for a client that accepts {@code text/plain}; null when there is no such runtime. */
  @ReadOperation(produces = "text/plain;charset=UTF-8")
  @SuppressWarnings("deprecation") // as above
  public @Nullable String dump(@Nullable @org.springframework.lang.Nullable String runtime) {
    return runtimes.named(runtime).map(AsyncTasksEndpoint::text).orElse(null);
  }

  private static String text(AsyncRuntime runtime) {
    return DisplayNames.of(runtime.dump()).toString();
  }

  /** One live task of the main runtime, for code; null when there is none of that number. */
  public @Nullable TaskDetailsAnswer task(String id) {
    return task(id, null);
  }

  /** One live task with its stack; null when there is none of that number, or no such runtime. */
  @ReadOperation
  @SuppressWarnings("deprecation") // as above
  public @Nullable TaskDetailsAnswer task(@Selector String id,
      @Nullable @org.springframework.lang.Nullable String runtime) {
    return runtimes.named(runtime).flatMap(found -> find(id, found)).map(TaskDetailsAnswer::of).orElse(null);
  }

  /** Aborts a live task of the main runtime, for code; null when there is none of that number. */
  public @Nullable AbortAnswer abort(String id) {
    return abort(id, null);
  }

  /** Aborts a live task; null when there is none of that number, or no such runtime. */
  @DeleteOperation
  @SuppressWarnings("deprecation") // as above
  public @Nullable AbortAnswer abort(@Selector String id, @Nullable @org.springframework.lang.Nullable String runtime) {
    return runtimes.named(runtime).flatMap(found -> find(id, found).flatMap(task -> abort(task, found))).orElse(null);
  }

  private static Optional<AbortAnswer> abort(TaskInfo task, AsyncRuntime runtime) {
    Optional<AbortHandle> handle = runtime.abortHandle(task.id());
    handle.ifPresent(AbortHandle::abort);
    return handle
        .map(aborted -> new AbortAnswer(task.id().value(), DisplayNames.of(task.name()), aborted.isFinished()));
  }

  private static Optional<TaskInfo> find(String id, AsyncRuntime runtime) {
    return parse(id)
        .flatMap(number -> runtime.dump().tasks().stream().filter(task -> task.id().equals(number)).findFirst());
  }

  private static Optional<TaskId> parse(String id) {
    try {
      return Optional.of(new TaskId(Long.parseLong(id)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
