package io.asyncruntime.scenario.exhaustion;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.task.TaskHooks;
import io.asyncruntime.task.TaskMeta;
import java.util.concurrent.atomic.AtomicInteger;

/** Hooks that now and then fill the heap or the stack, and let the error out. Any thread. */
final class GreedyHooks implements TaskHooks {
  private final int stackEach;
  private final int heapEach;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean on = true;

  /** One call of so many overflows the stack, and one of so many exhausts the heap. */
  GreedyHooks(int stackEach, int heapEach) {
    this.stackEach = stackEach;
    this.heapEach = heapEach;
  }

  AsyncRuntime.Builder in(AsyncRuntime.Builder builder) {
    return builder.taskHooks(this).onThreadPark(this::call).onThreadUnpark(this::call).onLongPoll(poll -> call())
        .onTaskPanic(panic -> call()).onSpareWorker(spare -> call());
  }

  /** From now on they do nothing. */
  void calmDown() {
    on = false;
  }

  @Override
  public void onSpawn(TaskMeta task) {
    call();
  }

  @Override
  public void beforePoll(TaskMeta task) {
    call();
  }

  @Override
  public void afterPoll(TaskMeta task) {
    call();
  }

  @Override
  public void onTerminate(TaskMeta task) {
    call();
  }

  private void call() {
    inside.incrementAndGet();
    try {
      fail(calls.incrementAndGet());
    } finally {
      inside.decrementAndGet();
    }
  }

  private void fail(int call) {
    if (!on) { return; }
    if (call % stackEach == 0) {
      Recursion.withoutEnd(0);
    }
    if (call % heapEach == 0) { throw new OutOfMemoryError(String.valueOf(Glutton.eat(200))); }
  }

  /** Whether none of those before {@link #calmDown} still eats. */
  boolean areCalm() {
    return !on && inside.get() == 0;
  }
}
