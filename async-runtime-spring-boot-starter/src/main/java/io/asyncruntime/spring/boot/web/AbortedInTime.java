package io.asyncruntime.spring.boot.web;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.time.ElapsedException;
import io.asyncruntime.time.RuntimeInstant;
import io.asyncruntime.time.Sleep;

/** The result of a task that runs already, and is aborted when the time is over: then it has ended before this is ready. */
final class AbortedInTime<T> implements Future<T> {
  private final JoinHandle<T> task;
  private final Sleep limit;
  private boolean aborted; // the poller's

  AbortedInTime(JoinHandle<T> task, RuntimeInstant limit) {
    this.task = task;
    this.limit = Sleep.until(limit);
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    Poll<T> answer = pollTask(cx);
    if (answer.isReady()) {
      limit.drop();
    } else if (!aborted && limit.poll(cx).isReady()) {
      aborted = true;
      task.abort();
    }
    return answer;
  }

  private Poll<T> pollTask(Context cx) throws Exception {
    try {
      return task.poll(cx);
    } catch (JoinException end) {
      limit.drop();
      if (!aborted || !end.isCancelled()) throw end;
      ElapsedException late = new ElapsedException("not done in time");
      late.addSuppressed(end);
      throw late;
    }
  }

  @Override
  public void drop() {
    limit.drop();
    task.abort();
    task.drop();
  }
}
