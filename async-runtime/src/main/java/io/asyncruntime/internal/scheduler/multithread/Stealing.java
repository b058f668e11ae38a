package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.scheduler.measure.WorkerCounters.Counter;
import io.asyncruntime.internal.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * How a worker with nothing to do looks for work elsewhere: at the queues of the others, from one of chance on, and takes half of what
 * it finds; then at the global queue. After Tokio, at most half of the workers search at a time. The thread of a worker's loop.
 */
final class Stealing {
  private final MultiThreadScheduler scheduler;

  Stealing(MultiThreadScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** A task that another worker would have run, or one of the global queue; null when nothing was found, or enough others look. */
  @Nullable
  Task<?> steal(WorkerCore mine) {
    if (!mine.searching) {
      mine.searching = scheduler.idle.beginSearch();
      if (!mine.searching) { return null; }
    }
    WorkerShared[] all = scheduler.workers();
    int start = mine.stealing.nextInt(all.length);
    for (int i = 0; i < all.length; i++) {
      WorkerShared victim = all[(start + i) % all.length];
      Task<?> task = victim == mine.shared ? null : stealFrom(victim, mine.shared);
      if (task != null) { return task; }
    }
    Task<?> global = scheduler.inject.pop();
    return global != null || scheduler.isWatched() ? global : scheduler.takeFromAnySlot();
  }

  private @Nullable Task<?> stealFrom(WorkerShared victim, WorkerShared mine) {
    Task<?> task = victim.queue.stealInto(mine.queue);
    if (task != null) {
      mine.counters.increment(Counter.STEAL_OPERATIONS);
      mine.counters.add(Counter.STEALS, 1L + mine.queue.size());
    }
    return task;
  }
}
