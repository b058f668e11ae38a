package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.queue.OverflowSink;
import io.asyncruntime.internal.task.Wakers;

/** Where wakes go that there is no room to hold back. The thread of a worker's loop. */
final class WakeAtOnce implements OverflowSink<Waker> {
  @Override
  public void push(Waker waker) {
    Wakers.wake(waker);
  }

  @Override
  public void pushBatch(Object[] batch, int count) {
    for (int i = 0; i < count; i++) {
      push((Waker) batch[i]);
    }
  }
}
