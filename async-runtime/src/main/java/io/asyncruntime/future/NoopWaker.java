package io.asyncruntime.future;

/** What {@link Waker#noop()} returns. A class of its own because an interface's constants would be public. */
final class NoopWaker implements Waker {
  static final Waker INSTANCE = new NoopWaker();

  private NoopWaker() {}

  @Override
  public void wake() {
    // nobody is waiting
  }

  @Override
  public String toString() {
    return "Waker.noop()";
  }
}
