package io.asyncruntime;

import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.blocking.Lane;
import io.asyncruntime.internal.wait.AcquireFuture;
import io.asyncruntime.internal.wait.FairSemaphore;
import io.asyncruntime.task.JoinHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Waits for a place in a lane, then queues the job. */
final class LaneAdmission<T extends @Nullable Object> extends AcquireFuture<JoinHandle<T>> {
  private final AsyncRuntime runtime;
  private final Lane lane;
  private final @Nullable String name;
  private final Callable<T> work;

  LaneAdmission(AsyncRuntime runtime, Lane lane, @Nullable String name, Callable<T> work) {
    this.runtime = runtime;
    this.lane = lane;
    this.name = name;
    this.work = work;
  }

  @Override
  protected FairSemaphore semaphore() {
    return lane.admission();
  }

  @Override
  protected int permits() {
    return 1;
  }

  @Override
  protected Poll<JoinHandle<T>> granted() {
    return Poll.ready(new JoinHandle<>(runtime.scheduler().spawnInLane(lane, name, work)));
  }

  @Override
  protected Exception closed() {
    return new RejectedExecutionException("the blocking lane \"" + lane.name() + "\" is closed");
  }

  @Override
  protected String describe() {
    return "BlockingLane.spawn(work)";
  }
}
