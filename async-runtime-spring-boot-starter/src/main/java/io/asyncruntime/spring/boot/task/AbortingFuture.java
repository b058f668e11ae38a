package io.asyncruntime.spring.boot.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import java.util.concurrent.CancellationException;

/** A task that runs, as a future: dropped, it aborts the task, and it fails with what the task threw, unchanged. */
final class AbortingFuture<T> implements Future<T> {
  private final JoinHandle<T> task;

  AbortingFuture(JoinHandle<T> task) {
    this.task = task;
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    try {
      return task.poll(cx);
    } catch (JoinException e) {
      Throwable cause = e.getCause();
      if (cause instanceof Exception exception) throw exception;
      if (cause instanceof Error error) throw error;
      throw (CancellationException) new CancellationException(e.getMessage()).initCause(e);
    }
  }

  @Override
  public void drop() {
    task.abort();
    task.drop();
  }
}
