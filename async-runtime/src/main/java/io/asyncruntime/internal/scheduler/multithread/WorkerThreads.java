package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.blocking.RuntimeThread;
import io.asyncruntime.internal.scheduler.measure.FlightEvents;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.util.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that are workers of a runtime: how they come, and how they go. Any thread, unless a method says otherwise. */
public final class WorkerThreads {
  private final MultiThreadScheduler scheduler;
  private final ThreadShortage shortage;

  /** Threads of configured workers that have not ended, their stop hooks included. */
  private final AtomicInteger started = new AtomicInteger();

  /** Loops that run, those without a core included. */
  private final Set<Worker> loops = ConcurrentHashMap.newKeySet();

  WorkerThreads(MultiThreadScheduler scheduler) {
    this.scheduler = scheduler;
    this.shortage = new ThreadShortage(Clock::realNanos, scheduler::tellByWatchdog);
  }

  /** Whoever starts the runtime: the thread of a configured worker. */
  void start(WorkerShared worker) {
    Worker loop = new Worker(scheduler, newCore(worker));
    loops.add(loop);
    started.incrementAndGet();
    scheduler.config.threadStarter.accept(new RuntimeThread(scheduler.config.threadNamePrefix + worker.index, scheduler,
        scheduler.config.threadHooks, loop, this::startedOneEnded));
  }

  private void startedOneEnded() {
    started.decrementAndGet();
    scheduler.oneEnded();
  }

  private WorkerCore newCore(WorkerShared worker) {
    return new WorkerCore(worker, scheduler.recent, scheduler.seeds.fork(), scheduler.config.globalQueueInterval,
        scheduler.config.lifoSlot);
  }

  /** A thread that becomes a worker. */
  void begins(Worker loop, WorkerShared worker) {
    loops.add(loop);
    FlightEvents.workerSpawned(scheduler.config.name, worker.index, worker.index >= scheduler.workerCount);
  }

  /** A thread whose loop has ended. */
  void ends(Worker loop) {
    loops.remove(loop);
    scheduler.oneEnded();
  }

  /** Loops that run, those without a core included. A live view. */
  public Set<Worker> loops() {
    return loops;
  }

  /** Whether none is left. */
  boolean haveEnded() {
    return loops.isEmpty() && started.get() == 0;
  }

  /** After the deadline of a shutdown. */
  void interrupt() {
    for (Worker loop : loops) {
      Thread thread = loop.thread();
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /** A thread for a worker's loop, at once. False when the system gives none, which is logged. */
  boolean lend(Runnable loop) {
    return !shortage.isFresh() && shortage.note(scheduler.blocking.lend(loop));
  }

  /** The watchdog: {@code place} becomes a worker, on a thread of its own. False when the system gives none. */
  public boolean lend(WorkerShared place) {
    IdleWorkers idle = scheduler.idle;
    Worker loop = new Worker(scheduler, newCore(place));
    idle.add(place.index);
    boolean given = false;
    try {
      given = lend(() -> {
        idle.begin(place.index);
        loop.run();
      });
    } finally {
      if (!given) {
        idle.refuse(place.index);
      }
    }
    return given;
  }

  /** Who has a worker's core. Whether that worker was told to leave. */
  boolean isRetiring(WorkerShared worker) {
    return worker.index >= scheduler.workerCount && scheduler.idle.life(worker.index) == IdleWorkers.Life.RETIRING;
  }

  /**
   * Who has the core of a worker that leaves, at the end: gives its tasks to the others. The place may be another's when this returns. The
   * caller wakes one to run those, and to mind the timers if it was this one who did.
   */
  void retire(WorkerCore core) {
    WorkerShared worker = core.shared;
    for (Task<?> task = worker.lifo.take(); task != null; task = worker.lifo.take()) {
      scheduler.inject.push(task);
    }
    worker.queue.drain(scheduler.inject);
    scheduler.idle.leave(worker.index, core.searching);
  }
}
