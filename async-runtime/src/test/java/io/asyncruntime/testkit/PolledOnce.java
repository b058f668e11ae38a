package io.asyncruntime.testkit;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import java.util.concurrent.CountDownLatch;

/** A future that says when it has been polled: then it stands in its line, if it has to wait. */
public record PolledOnce<T>(Future<T> future, CountDownLatch polled) implements Future<T> {
  @Override
  public Poll<T> poll(Context cx) throws Exception {
    try {
      return future.poll(cx);
    } finally {
      polled.countDown();
    }
  }

  @Override
  public void drop() {
    future.drop();
  }
}
