package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.queue.LifoSlot;
import io.asyncruntime.internal.queue.LocalQueue;
import io.asyncruntime.internal.queue.RunQueue;
import io.asyncruntime.internal.scheduler.measure.WorkerCounters;
import io.asyncruntime.internal.task.OwnedShard;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.wait.Parker;
import org.jspecify.annotations.Nullable;

/** The half of a worker that others may touch: its queues to steal from, its parker, its counters. */
public final class WorkerShared {
  private static final int QUEUE_CAPACITY = 256;

  public final int index;

  /**
   * What the owner runs, and the tasks that yielded, held back until it has run its ready ones. Thieves take what is ready, the
   * watchdog the rest.
   */
  public final RunQueue<Task<?>> queue = new RunQueue<>(QUEUE_CAPACITY);

  public final LifoSlot<Task<?>> lifo = new LifoSlot<>();

  /** Wakes that wait for the same: of what yielded and is no task. */
  public final LocalQueue<Waker> deferred = new LocalQueue<>(QUEUE_CAPACITY);

  /** The part of the registry that the owner binds in. */
  final OwnedShard owned;

  final Parker parker = new Parker();
  final WorkerCounters counters = new WorkerCounters();

  /** What stands for the worker's thread while its core is given away and nobody has taken it yet. Written by who has the core. */
  volatile @Nullable CoreLoan loan;

  /** The thread loop that has the core. Written by it; null while the core changes hands, and at the end. */
  public volatile @Nullable Worker owner;

  WorkerShared(int index, OwnedShard owned) {
    this.index = index;
    this.owned = owned;
  }

  /**
   * Any thread. Ends the sleep of the worker, which gets a thread if it has none. Nothing happens to one that is just getting up:
   * it looks for what there is to do afterwards.
   */
  public void wake() {
    CoreLoan lent = loan;
    if (lent == null) {
      parker.unpark();
    } else {
      lent.wake();
    }
  }

  /** Any thread. Tasks that wait here. */
  int depth() {
    return queue.size() + (lifo.isEmpty() ? 0 : 1);
  }

  /** Any thread. Whether something is held back. */
  boolean isHoldingBack() {
    return queue.isHoldingBack() || !deferred.isEmpty();
  }

  /** Any thread. */
  public boolean hasTasks() {
    return !lifo.isEmpty() || !queue.isEmpty();
  }
}
