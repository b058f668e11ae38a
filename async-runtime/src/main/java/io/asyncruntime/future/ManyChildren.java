package io.asyncruntime.future;

/**
 * Gives each child a waker of its own and polls only those that were woken, so that a wake costs the same however many
 * children there are. The idea is that of {@code FuturesUnordered} in Rust's futures crate.
 */
final class ManyChildren extends Children {
  private final WokenChildren woken = new WokenChildren();

  ManyChildren(Future<?>[] futures) {
    super(futures);
    for (int i = 0; i < futures.length; i++) {
      woken.push(new ChildWaker(woken, i)); // the first poll visits all
    }
  }

  @Override
  void poll(Context cx, int first, Outcomes outcomes) {
    woken.parent().forwardTo(cx.waker());
    ChildWaker next = woken.takeAll(first);
    while (next != null) {
      ChildWaker child = next;
      next = child.takeNext();
      if (!pollWoken(child, outcomes)) { return; }
    }
  }

  /** One that has finished is not armed: its further wakes stay without effect. */
  private boolean pollWoken(ChildWaker child, Outcomes outcomes) {
    int index = child.index();
    if (isFinished(index)) { return true; }
    child.arm();
    boolean goOn = visit(index, child, outcomes);
    if (isFinished(index)) {
      child.disarm();
    }
    return goOn;
  }

  @Override
  void drop(FailureCollector failures) {
    woken.parent().cutOff(); // first, for a child may wake while it is dropped
    super.drop(failures);
  }
}
