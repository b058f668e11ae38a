package io.asyncruntime.internal.blocking;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.LateStart;
import io.asyncruntime.internal.task.BlockingScheduler;
import io.asyncruntime.internal.task.Wakers;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.wait.AcquireFuture;
import io.asyncruntime.internal.wait.Convoys;
import io.asyncruntime.internal.wait.FairSemaphore;
import io.asyncruntime.task.JoinHandle;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a place in a lane, then queues the job. A task that holds a lock for which others wait does not stand in line, for they would
 * stand there with it: its job is let in beyond the capacity of the lane, which it exceeds by no more than there are such tasks.
 */
public final class LaneAdmission<T extends @Nullable Object> implements Future<JoinHandle<T>>, Convoys.Urgent {
  private final Lane lane;
  private final Function<BlockingScheduler, JoinHandle<T>> begin;
  private final Place place = new Place();
  private long task = Convoys.NOBODY; // the poller's, as are the next two
  private boolean polled;
  private boolean over; // completed or dropped

  /** Of the first poll that had to wait; written before anybody can {@link #expedite}. */
  private @Nullable Waker waker;

  /** Written by whoever waits for a lock of the task. */
  private volatile boolean urgent;

  /** {@code begin} queues the job for the lane, whose permit it has from then on, or for {@link Lane#beyond}. */
  public LaneAdmission(Lane lane, Function<BlockingScheduler, JoinHandle<T>> begin) {
    this.lane = lane;
    this.begin = begin;
  }

  @Override
  public Poll<JoinHandle<T>> poll(Context cx) throws Exception {
    if (over) { return place.poll(cx); } // which says what is wrong
    boolean goesOn = false;
    try {
      Poll<JoinHandle<T>> admitted = polled ? pollAgain(cx) : pollFirst(cx);
      goesOn = !admitted.isReady();
      return admitted;
    } finally {
      over = !goesOn;
    }
  }

  private Poll<JoinHandle<T>> pollFirst(Context cx) throws Exception {
    polled = true;
    task = Convoys.taskAt(Ambient.current());
    urgent = Convoys.isHolder(task);
    if (urgent && lane.admission().tryAcquire(1) == FairSemaphore.Verdict.GRANTED) {
      place.drop();
      return Poll.ready(begin.apply(lane));
    }
    return pollAgain(cx);
  }

  private Poll<JoinHandle<T>> pollAgain(Context cx) throws Exception {
    if (urgent && !lane.admission().isClosed()) { return pass(); }
    Poll<JoinHandle<T>> admitted = place.poll(cx);
    if (admitted.isReady() || waker != null || !place.waits) { return admitted; }
    waker = cx.waker();
    Convoys.enterLine(task, this);
    return urgent ? pass() : admitted;
  }

  private Poll<JoinHandle<T>> pass() {
    place.drop(); // with a permit that came meanwhile
    return Poll.ready(begin.apply(lane.beyond()));
  }

  @Override
  public void expedite() {
    urgent = true;
    Waker waiting = waker;
    if (waiting != null) {
      Wakers.wake(waiting);
    }
  }

  @Override
  public void drop() {
    over = true;
    place.drop();
  }

  /** For whoever asks what the task waits for. */
  @Override
  public String toString() {
    return "admission to the lane " + Names.quote(lane.name()) + ", for which " + lane.waiting() + " wait";
  }

  /** In line, as everybody. */
  private final class Place extends AcquireFuture<JoinHandle<T>> {
    private boolean waits; // counted as one who does; the poller's

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
        Convoys.leaveLine(task, LaneAdmission.this);
      }
    }

    @Override
    protected void gaveUp() {
      hasWaited();
    }

    @Override
    protected Poll<JoinHandle<T>> granted() {
      hasWaited();
      return Poll.ready(begin.apply(lane));
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
}
