package io.asyncruntime.internal.blocking;

import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.LateStart;
import io.asyncruntime.internal.wait.AcquireFuture;
import io.asyncruntime.internal.wait.FairSemaphore;
import io.asyncruntime.task.JoinHandle;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for a place in a lane, then queues the job. */
public final class LaneAdmission<T extends @Nullable Object> extends AcquireFuture<JoinHandle<T>> {
  private final Lane lane;
  private final Supplier<JoinHandle<T>> begin;
  private boolean waits; // counted as one who does; the poller's

  /** {@code begin} queues the job, and has the permit from then on. */
  public LaneAdmission(Lane lane, Supplier<JoinHandle<T>> begin) {
    this.lane = lane;
    this.begin = begin;
  }

  @Override
  protected FairSemaphore semaphore() {
    return lane.admission();
  }

  @Override
  protected LateStart lateKind() {
    return LateStart.LANE;
  }

  @Override
  protected int permits() {
    return 1;
  }

  @Override
  protected void aboutToQueue() {
    if (!lane.beginWaiting()) {
      complete();
      throw lane.full();
    }
    waits = true;
  }

  private void hasWaited() {
    if (waits) {
      waits = false;
      lane.endWaiting();
    }
  }

  @Override
  protected void gaveUp() {
    hasWaited();
  }

  @Override
  protected Poll<JoinHandle<T>> granted() {
    hasWaited();
    return Poll.ready(begin.get());
  }

  @Override
  protected Exception closed() {
    hasWaited();
    return new RejectedExecutionException("the blocking lane \"" + lane.name() + "\" is closed");
  }

  @Override
  protected String describe() {
    return "BlockingLane.spawn(work)";
  }
}
