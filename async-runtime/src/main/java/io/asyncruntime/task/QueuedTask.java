package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.internal.join.RawTask;
import io.asyncruntime.internal.wait.AtomicWaker;
import org.jspecify.annotations.Nullable;

/**
 * A task in a {@link JoinQueue}. It is the join waker of its task, so that one who gave up waiting is not woken: {@link #wake()}
 * is called by the task, on any thread, everything else by the owner of the queue.
 */
final class QueuedTask<T extends @Nullable Object> implements Member<T> {
  private final JoinHandle<T> handle;
  private final RawTask<T> task;
  private final KeptOutput<T> kept = new KeptOutput<>();
  private final AtomicWaker joiner = new AtomicWaker();

  QueuedTask(JoinHandle<T> handle) {
    this.handle = handle;
    this.task = handle.task();
  }

  /** Whether the task has ended; its output is then kept. If not, the waker of {@code cx} is called when it has. */
  boolean hasEnded(Context cx) {
    joiner.register(cx.waker()); // before the look, so that an end that comes between the two wakes it
    boolean ended = hasEnded();
    if (ended) {
      joiner.clear();
    }
    return ended;
  }

  /** As {@link #hasEnded(Context)}, for one who does not wait. */
  boolean hasEnded() {
    return kept.take(task, this);
  }

  /** Whoever waited does not any more. */
  void stopWaiting() {
    joiner.clear();
  }

  @Override
  public JoinHandle<T> handle() {
    return handle;
  }

  /** Any number of times. */
  @Override
  public T output() {
    return kept.get().value();
  }

  /** Nobody will ask for the output. */
  void release() {
    joiner.clear();
    task.detach();
  }

  @Override
  public void wake() {
    joiner.wake();
  }
}
