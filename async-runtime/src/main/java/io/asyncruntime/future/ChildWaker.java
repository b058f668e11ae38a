package io.asyncruntime.future;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The waker of one child of {@link ManyChildren}, which is a link of {@link WokenChildren} too. A state machine:
 *
 * <pre>
 *   WOKEN -> IDLE     poller, arm():    taken off the list, the child is about to be polled
 *   IDLE  -> WOKEN    any thread, wake():  puts it on the list, then wakes the parent
 *   WOKEN -> WOKEN    any thread, wake():  it is on the list, or past caring
 *   IDLE  -> WOKEN    poller, disarm(): the child has finished; it will never be armed again
 * </pre>
 *
 * <p>All transitions are getAndSet, also those that change nothing: so what a thread did before its surplus {@code
 * wake()} is visible to the poll after the {@code arm()} that it preceded.
 */
final class ChildWaker implements Waker, Context {
  private static final int IDLE = 0;
  private static final int WOKEN = 1;
  private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
      MethodHandles.lookup(), "state", VarHandle.class, ChildWaker.class, int.class);

  private final WokenChildren list;
  private final int index;

  @SuppressWarnings("UnusedVariable") // used through STATE
  private volatile int state = WOKEN; // written by the transitions above only

  /** The next on the list. Written by the thread that made it WOKEN, then by the poller until it arms. */
  private @Nullable ChildWaker next;

  ChildWaker(WokenChildren list, int index) {
    this.list = list;
    this.index = index;
  }

  /** Any thread. */
  @Override
  public void wake() {
    if ((int) STATE.getAndSet(this, WOKEN) == IDLE) {
      list.push(this);
      list.parent().wake();
    }
  }

  /** Poller only, after {@link #takeNext()}: from here on a wake asks for another poll. */
  void arm() {
    STATE.getAndSet(this, IDLE);
  }

  /** Poller only. A wake that came first has put it on the list, where the poller passes over it. */
  void disarm() {
    STATE.getAndSet(this, WOKEN);
  }

  /** Poller only, and for what is off the list: unlinks it. */
  @Nullable
  ChildWaker takeNext() {
    ChildWaker following = next;
    next = null;
    return following;
  }

  @Nullable
  ChildWaker next() {
    return next;
  }

  /** Whoever made it WOKEN, until it is on the list; the poller once it is off. */
  void setNext(@Nullable ChildWaker following) {
    next = following;
  }

  int index() {
    return index;
  }

  @Override
  public Waker waker() {
    return this;
  }
}
