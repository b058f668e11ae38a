package io.asyncruntime;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import io.asyncruntime.internal.blocking.Lane;
import io.asyncruntime.internal.blocking.LaneAdmission;
import io.asyncruntime.internal.blocking.LaneRun;
import io.asyncruntime.internal.blocking.LimitedAdmission;
import io.asyncruntime.internal.task.BlockingScheduler;
import io.asyncruntime.internal.wait.FairSemaphore;
import io.asyncruntime.metrics.BlockingLaneMetrics;
import io.asyncruntime.task.JoinHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A part of the blocking pool with bounds: for JDBC, for one slow remote system, for whatever must not take all threads.
 *
 * <p>{@link #run} is the one to use: who finds the lane full waits for admission, in order and without blocking a thread; or fails with
 * {@link RejectedExecutionException}, where {@link LaneOptions} say that so many wait already, or that it took too long. Any thread may call it.
 *
 * <pre>{@code
 * BlockingLane jdbc = runtime.blockingLane("jdbc");      // declared on the builder
 * Order order = await(jdbc.run(() -> orders.load(id)));
 * }</pre>
 */
public final class BlockingLane {
  /** Held, so that a runtime one of whose lanes is in use is not forgotten. */
  private final AsyncRuntime runtime;

  private final Lane lane;

  BlockingLane(AsyncRuntime runtime, Lane lane) {
    this.runtime = runtime;
    this.lane = lane;
  }

  /** The name it was declared under. */
  public String name() {
    return lane.name();
  }

  /** Its figures: a live view. */
  public BlockingLaneMetrics metrics() {
    return lane;
  }

  /**
   * Runs {@code work} in the lane: waits for admission, then for the result. Fails with what {@code work} throws, unchanged.
   * Dropping it gives up the place in the queue, or aborts the job. If the caller's {@code Deadline} has passed when it is admitted, or
   * when its turn has come, {@code work} does not run, and this fails with {@code ElapsedException}.
   */
  @CheckReturnValue
  public <T extends @Nullable Object> Future<T> run(Callable<T> work) {
    return new LaneRun<>(spawn(work));
  }

  /** As {@link #run(Callable)}; the job has a name in dumps. */
  @CheckReturnValue
  public <T extends @Nullable Object> Future<T> run(String name, Callable<T> work) {
    return new LaneRun<>(spawn(name, work));
  }

  /** As {@link #run(Callable)}, without a result. */
  @CheckReturnValue
  public Future<Void> run(Action work) {
    return run(Objects.requireNonNull(work, "work").asCallable());
  }

  /** Ready with the handle of the job once it is admitted. A handle that is dropped leaves the job running. */
  @CheckReturnValue
  public <T extends @Nullable Object> Future<JoinHandle<T>> spawn(Callable<T> work) {
    Objects.requireNonNull(work, "work");
    return admission(null, work);
  }

  /** As {@link #spawn(Callable)}; the job has a name in dumps. */
  @CheckReturnValue
  public <T extends @Nullable Object> Future<JoinHandle<T>> spawn(String name, Callable<T> work) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(work, "work");
    return admission(name, work);
  }

  /**
   * Queues {@code work} at once or not at all.
   *
   * @throws RejectedExecutionException when the lane is full, or others wait for admission
   */
  public <T extends @Nullable Object> JoinHandle<T> trySpawn(Callable<T> work) {
    Objects.requireNonNull(work, "work");
    if (lane.admission().tryAcquire(1) != FairSemaphore.Verdict.GRANTED) {
      lane.countRejected();
      throw new RejectedExecutionException(
          "the blocking lane \"" + name() + "\" is full: await run(work) to wait for room, or declare it larger");
    }
    return begin(lane, null, work);
  }

  private <T extends @Nullable Object> Future<JoinHandle<T>> admission(@Nullable String name, Callable<T> work) {
    Future<JoinHandle<T>> admission = new LaneAdmission<>(lane, as -> begin(as, name, work));
    Duration limit = lane.limits().maxQueueTime();
    return limit.isZero() ? admission : new LimitedAdmission<>(lane, limit, admission);
  }

  /** Its figures, as a person would read them. */
  @Override
  public String toString() {
    return lane.toString();
  }

  /** Of whose admission a permit is held, or which is let in beyond what the lane has room for. */
  private <T extends @Nullable Object> JoinHandle<T> begin(BlockingScheduler as, @Nullable String name,
      Callable<T> work) {
    return new JoinHandle<>(runtime.scheduler().spawnInLane(lane, as, name, work));
  }
}
