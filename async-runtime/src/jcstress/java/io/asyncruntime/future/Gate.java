package io.asyncruntime.future;

/** A future that keeps the contract by the book: open first, wake then; keep the waker first, look then. */
final class Gate implements Future<Integer> {
  private volatile boolean open;
  private volatile Waker waker = Waker.noop();

  void open() {
    open = true;
    waker.wake();
  }

  @Override
  public Poll<Integer> poll(Context cx) {
    waker = cx.waker();
    return open ? Poll.ready(1) : Poll.pending();
  }
}
