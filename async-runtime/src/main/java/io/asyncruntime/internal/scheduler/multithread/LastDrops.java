package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.queue.LocalQueue;
import io.asyncruntime.internal.scheduler.shared.BlockOn;
import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.Log;
import io.asyncruntime.metrics.TaskStatus;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How a multi-thread runtime drops its tasks at the end. A {@code drop()} may never return, so nobody holds a task but the one it is
 * dropping: what a stuck thread would have come to next, any other finds in the queues or in the registry.
 *
 * <p>The workers drop, each until there is nothing left to drop. Where they stand still and tasks are left, a helper comes: a thread of
 * the pool, asked for by the watchdog or, after the deadline of a shutdown, by the thread that waits for it. That thread drops nothing
 * itself, or it would never come back. When {@link #MOST_HELPERS} are stuck too, the tasks that are left are completed as cancelled
 * without a drop: who waits for them must not wait for ever.
 */
public final class LastDrops {
  private static final Log LOG = Log.of("io.asyncruntime.runtime");
  private static final int MOST_HELPERS = 8;

  /** For how long no task may end before a helper comes, and how often the thread that waits looks. */
  private static final long PATIENCE_NANOS = 100_000_000;

  private static final long LOOK_MILLIS = 5;

  private final MultiThreadScheduler scheduler;
  private final AtomicInteger nextPart = new AtomicInteger(); // any worker that ends
  private final Set<Thread> helping = ConcurrentHashMap.newKeySet(); // each helper itself

  // Guarded by this.
  private int helpers;
  private long aliveSeen;
  private long seenNanos;

  LastDrops(MultiThreadScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** A worker that ends: at first in parallel with the others, then whatever these have not come to. */
  void byWorker(Ambient here) {
    queued(here);
    for (int part = nextPart.getAndIncrement(); part < scheduler.owned.shards(); part = nextPart.getAndIncrement()) {
      scheduler.dropTasks(scheduler.owned.snapshot(part), here);
    }
    all(here);
  }

  private void all(Ambient here) {
    for (int part = 0; part < scheduler.owned.shards(); part++) {
      scheduler.dropTasks(scheduler.owned.snapshot(part), here);
    }
    queued(here);
  }

  /**
   * A thread that may run the {@code drop()} of tasks: drops what waits in queues, anybody's. Tasks that yielded are to be found there
   * only. Whoever has put something into one calls this afterwards, unless a worker will that does not know of the end yet: so none
   * is left behind.
   */
  void queued(Ambient here) {
    gather();
    for (Task<?> task = scheduler.inject.pop(); task != null; task = scheduler.inject.pop()) {
      task.shutdownQueued(here);
    }
  }

  /** Moves what waits in the queues of workers to the global one, where everybody finds it. Runs nothing of users'. */
  private void gather() {
    scheduler.leaveTasks();
    LocalQueue<Task<?>> taken = MultiThreadScheduler.queueForThief();
    for (WorkerShared worker : scheduler.workers()) {
      while (worker.queue.holdsAny()) { // until it does not: another thief may be at it
        worker.queue.takeAll(taken, scheduler.inject::push);
        Thread.onSpinWait();
      }
    }
  }

  /** The watchdog, now and then during the end. Never waits. */
  public synchronized void watch(long now) {
    long alive = scheduler.owned.alive();
    if (alive != aliveSeen || seenNanos == 0) {
      aliveSeen = alive;
      seenNanos = now;
    } else if (now - seenNanos >= PATIENCE_NANOS && isAnyLeft()) {
      seenNanos = now;
      getHelp();
    }
  }

  /** A plain thread, after the deadline of a shutdown. Comes back in any case. */
  void afterDeadline() {
    boolean interrupted = awaitStandstill(); // the workers may be at it still
    while (isAnyLeft() && getHelp()) {
      interrupted |= awaitStandstill();
    }
    abandonRest();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until nothing is left and no helper is at it, or no task has ended for a while. Whether the thread was interrupted meanwhile. */
  private synchronized boolean awaitStandstill() {
    boolean interrupted = false;
    long before = scheduler.owned.alive();
    long until = Clock.realNanos() + PATIENCE_NANOS;
    while ((isAnyLeft() || !helping.isEmpty()) && Clock.realNanos() < until) {
      try {
        wait(LOOK_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      long alive = scheduler.owned.alive();
      if (alive != before) {
        before = alive;
        until = Clock.realNanos() + PATIENCE_NANOS;
      }
    }
    return interrupted;
  }

  /** Whether there is a task that no thread is polling or dropping. */
  private boolean isAnyLeft() {
    for (int part = 0; part < scheduler.owned.shards(); part++) {
      for (JoinableTask<?> task : scheduler.owned.snapshot(part)) {
        if (((Task<?>) task).status() != TaskStatus.RUNNING) { return true; }
      }
    }
    return false;
  }

  /** One thread more that drops. False when there are enough of them, or the system gives none. */
  private synchronized boolean getHelp() {
    if (helpers == MOST_HELPERS || !scheduler.threads.lend(this::help)) { return false; }
    helpers++;
    return true;
  }

  private void help() {
    Ambient here = Ambient.current();
    helping.add(Thread.currentThread());
    try {
      BlockOn.dropWithin(scheduler, here, () -> all(here));
    } finally {
      helping.remove(Thread.currentThread());
      synchronized (this) {
        notifyAll();
      }
    }
  }

  private void abandonRest() {
    int abandoned = 0;
    gather();
    for (Task<?> task = scheduler.inject.pop(); task != null; task = scheduler.inject.pop()) {
      abandoned += task.abandonQueued() ? 1 : 0;
    }
    for (JoinableTask<?> task : scheduler.owned.snapshot()) {
      abandoned += ((Task<?>) task).abandon() ? 1 : 0;
    }
    if (abandoned > 0) {
      int count = abandoned;
      LOG.error(
          () -> count + " tasks were cancelled without their drop() at the end of the runtime \""
              + scheduler.config.name
              + "\": those of others do not return, and hold all threads that there are for that");
    }
  }

  /** Any thread. Interrupts those who are still at it. */
  void interrupt() {
    helping.forEach(Thread::interrupt);
  }
}
