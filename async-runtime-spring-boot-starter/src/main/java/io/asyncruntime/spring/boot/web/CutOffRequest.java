package io.asyncruntime.spring.boot.web;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.time.ElapsedException;
import io.asyncruntime.time.Sleep;

/**
 * The rest of a request that is a task, dropped when its deadline passes: then it has ended before this fails. Not any more once a result
 * of the controller is awaited, which the deadline cuts off itself: what that has to finish is waited for, and answered.
 */
final class CutOffRequest implements Future<Boolean> {
  private final Future<Boolean> rest;
  private final RequestDeadline deadline;
  private final Sleep limit;

  CutOffRequest(Future<Boolean> rest, RequestDeadline deadline) {
    this.rest = rest;
    this.deadline = deadline;
    this.limit = Sleep.until(deadline.instant());
  }

  @Override
  public Poll<Boolean> poll(Context cx) throws Exception {
    Poll<Boolean> answer = rest.poll(cx);
    if (answer.isReady() || deadline.isUsed() || !limit.poll(cx).isReady()) return answer;
    rest.drop();
    throw deadline.exceeded(new ElapsedException("not done in time"));
  }

  @Override
  public void drop() {
    limit.drop();
    rest.drop();
  }
}
