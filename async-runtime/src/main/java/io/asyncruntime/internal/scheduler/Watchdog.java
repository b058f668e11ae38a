package io.asyncruntime.internal.scheduler;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.blocking.RuntimeThread;
import io.asyncruntime.internal.blocking.ThreadHooks;
import io.asyncruntime.internal.queue.LocalQueue;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.task.Wakers;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.wait.Parker;
import io.asyncruntime.metrics.SpareWorker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Watches what each worker polls, and since when, by sampling: a poll costs the worker no clock reading. It reports long polls
 * and sees to it that nothing waits behind one:
 *
 * <ul>
 *   <li>the LIFO slot and the deferred wakes of a worker that does not move go to the global queue (its run queue is stolen by
 *       the others anyway);
 *   <li>timers that nobody looks at are fired;
 *   <li>when every worker is in a long poll and work waits, a spare worker is added, until one of the others is back.
 * </ul>
 *
 * One thread, this object's own, does all that; every field is its own unless it says otherwise.
 */
final class Watchdog {
  private static final long LEAST_INTERVAL = 1_000_000;
  private static final long MOST_INTERVAL = 10_000_000;

  /** While all workers sleep. A poll that begins then, and sticks, is noticed only after that. */
  private static final long MOST_IDLE_INTERVAL = 100_000_000;

  /** A timer that is late by more than this is nobody's concern but ours. */
  private static final long TIMER_SLACK = 2_000_000;

  private final MultiThreadScheduler scheduler;
  private final LongPollReporter reporter;
  private final long threshold;
  private final long interval;
  private final long idleInterval;
  private final Parker parker = new Parker();
  private final Map<Worker, PollSample> samples = new ConcurrentHashMap<>(); // written by this thread only
  private final LocalQueue<Waker> rescued = MultiThreadScheduler.queueForThief();
  private final LocalQueue<Task<?>> rescuedTasks = MultiThreadScheduler.queueForThief();
  private final LongAdder longPolls = new LongAdder();
  private @Nullable WorkerShared spare;

  /** Set at the end: tasks are dropped where they are. Guarded by {@link #rescuedTasks}. */
  private boolean leavesTasks;

  Watchdog(MultiThreadScheduler scheduler) {
    this.scheduler = scheduler;
    this.reporter = new LongPollReporter(scheduler.config);
    this.threshold = Clock.saturatedNanos(scheduler.config.longPollThreshold);
    this.interval = Math.max(LEAST_INTERVAL, Math.min(MOST_INTERVAL, threshold / 10));
    this.idleInterval = Math.max(interval, Math.min(threshold, MOST_IDLE_INTERVAL));
  }

  /** Whoever starts the runtime, once. Nothing is started where the threshold is zero. */
  void start() {
    if (isOn()) {
      String name = scheduler.config.threadNamePrefix + "watchdog";
      scheduler.config.threadStarter.accept(
          new RuntimeThread(name, scheduler, ThreadHooks.NONE, this::watch, () -> {}));
    }
  }

  /** Any thread. Whether it watches, as long as the runtime is not at its end. */
  boolean isOn() {
    return threshold > 0;
  }

  /** Any thread. Polls that crossed the threshold. */
  long longPolls() {
    return longPolls.sum();
  }

  /** Any thread. For how long {@code loop} has been in its present poll, as far as was seen. */
  Duration pollingFor(Worker loop) {
    PollSample sample = samples.get(loop);
    return sample == null || !sample.isPolling()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, Clock.realNanos() - sample.since));
  }

  /** Any thread: when the last loop has ended. */
  void wake() {
    parker.unpark();
  }

  /** Any thread, at the end. From then on no task is in this one's hands. */
  void leaveTasks() {
    synchronized (rescuedTasks) {
      leavesTasks = true;
    }
  }

  private void watch() {
    while (!(scheduler.isClosing() && scheduler.loopsHaveEnded())) {
      parker.park(scheduler.idle.awake() == 0 ? idleInterval : interval);
      Thread.interrupted();
      long now = Clock.realNanos();
      keepRecent(now);
      sample(now);
      scheduler.tidy();
    }
    samples.values().forEach(sample -> reporter.ended(sample, Clock.realNanos()));
  }

  /** A worker in a long poll notes no readings; where all sleep nobody notes the next. */
  private void keepRecent(long now) {
    if (scheduler.idle.awake() == 0) {
      scheduler.recent.forget();
    } else {
      scheduler.recent.note(now);
    }
  }

  private void sample(long now) {
    samples.keySet().removeIf(loop -> !scheduler.loops().contains(loop) && ended(loop, now));
    for (Worker loop : scheduler.loops()) {
      observe(loop, samples.computeIfAbsent(loop, PollSample::new), now);
    }
    rescueStalled(now);
    scheduler.wakeOneIfWorkIsQueued(); // if one sleeps: what waits may wait behind a poll that does not end
    if (scheduler.timers.nextDeadlineNanos() + TIMER_SLACK < now) {
      scheduler.timers.fireDue();
    }
  }

  private boolean ended(Worker loop, long now) {
    PollSample sample = samples.get(loop);
    if (sample != null) {
      reporter.ended(sample, now);
    }
    return true;
  }

  private void observe(Worker loop, PollSample sample, long now) {
    if (loop.core == null) {
      return; // in blockInPlace, where it may take its time
    }
    if (!sample.isSamePoll(loop)) {
      reporter.ended(sample, now);
      sample.restart(loop, now);
    } else if (sample.isLong(now, threshold) && !sample.reported && reporter.crossed(sample, now)) {
      longPolls.increment();
    }
  }

  private void rescueStalled(long now) {
    boolean allLong = true;
    for (WorkerShared worker : scheduler.workers()) {
      Worker owner = worker.owner;
      PollSample sample = owner == null ? null : samples.get(owner);
      if (sample != null && sample.isPolling() && sample.isLong(now, interval)) {
        rescue(worker);
      }
      allLong &= (worker.retired && owner == null) // a spare one that has yet to start is neither
          || (sample != null && sample.isPolling() && sample.isLong(now, threshold));
    }
    adjustSpare(allLong);
  }

  /** Moves what only the owner would get to. */
  private void rescue(WorkerShared worker) {
    synchronized (rescuedTasks) {
      if (!leavesTasks) {
        rescueTasks(worker);
      }
    }
    worker.deferred.takeAll(rescued, Wakers::wake);
  }

  private void rescueTasks(WorkerShared worker) {
    Task<?> next = worker.lifo.take();
    if (next != null) {
      scheduler.inject(next);
    }
    worker.queue.takeHeldBack(rescuedTasks, scheduler::inject);
  }

  private void adjustSpare(boolean allLong) {
    boolean closing = scheduler.isClosing();
    if (allLong && !closing && scheduler.isWorkQueued()) {
      int stuck = busyWorkers();
      WorkerShared added = scheduler.addSpare();
      if (added != null) { // else again the next time
        spare = added;
        reporter.added(new SpareWorker(added.index, stuck));
      }
    } else if (spare != null && (closing || configuredWorkerIsBack())) {
      retireSpares();
    }
  }

  private int busyWorkers() {
    int busy = 0;
    for (WorkerShared worker : scheduler.workers()) {
      if (worker.owner != null) {
        busy++;
      }
    }
    return busy;
  }

  private boolean configuredWorkerIsBack() {
    WorkerShared[] workers = scheduler.workers();
    for (int i = 0; i < scheduler.workerCount; i++) {
      Worker owner = workers[i].owner;
      PollSample sample = owner == null ? null : samples.get(owner);
      if (sample == null || !sample.isPolling() || !sample.isLong(Clock.realNanos(), threshold)) { return true; }
    }
    return false;
  }

  private void retireSpares() {
    WorkerShared[] workers = scheduler.workers();
    for (int i = scheduler.workerCount; i < workers.length; i++) {
      workers[i].retired = true;
      workers[i].wake();
    }
    spare = null;
  }
}
