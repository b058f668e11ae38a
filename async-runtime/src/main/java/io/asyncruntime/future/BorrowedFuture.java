package io.asyncruntime.future;

import org.jspecify.annotations.Nullable;

/** {@link Future#borrow}: the owner's future keeps a waker that we can cut off, whatever kind of future it is. */
final class BorrowedFuture<T extends @Nullable Object> extends Composite<T> {
  private final Future<T> owned;
  private final ForwardingWaker waker = new ForwardingWaker();

  BorrowedFuture(Future<T> owned) {
    this.owned = owned;
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    beginPoll();
    waker.forwardTo(cx.waker());
    Poll<T> answer = owned.poll(waker);
    return answer.isReady() ? answer : suspend();
  }

  @Override
  void dropChildren() {
    waker.cutOff();
  }
}
