package io.asyncruntime.internal.blocking;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.util.Failures;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import org.jspecify.annotations.Nullable;

/** Admission to a lane, and then the job's result as if it had been called. Owns the job: dropping this aborts it. */
public final class LaneRun<T extends @Nullable Object> implements Future<T> {
  private @Nullable Future<JoinHandle<T>> admission;
  private @Nullable JoinHandle<T> job;

  /** Of the job that {@code admission} begins. */
  public LaneRun(Future<JoinHandle<T>> admission) {
    this.admission = admission;
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    if (admission != null) {
      Poll<JoinHandle<T>> poll = admission.poll(cx);
      if (!poll.isReady()) { return Poll.pending(); }
      admission = null;
      job = poll.value();
    }
    return pollJob(cx);
  }

  private Poll<T> pollJob(Context cx) throws Exception {
    JoinHandle<T> running = job;
    if (running == null) {
      throw new IllegalStateException("BlockingLane.run(work) was polled after it had completed or been dropped");
    }
    try {
      Poll<T> poll = running.poll(cx);
      if (poll.isReady()) {
        job = null;
      }
      return poll;
    } catch (JoinException failure) {
      job = null;
      Throwable cause = failure.getCause();
      throw cause == null ? failure : Failures.sneaky(cause);
    }
  }

  @Override
  public void drop() {
    if (admission != null) {
      admission.drop();
      admission = null;
    }
    if (job != null) {
      job.abort();
      job.drop();
      job = null;
    }
  }
}
