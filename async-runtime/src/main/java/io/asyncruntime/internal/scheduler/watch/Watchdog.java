package io.asyncruntime.internal.scheduler.watch;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.blocking.RuntimeThread;
import io.asyncruntime.internal.blocking.ThreadHooks;
import io.asyncruntime.internal.queue.LocalQueue;
import io.asyncruntime.internal.scheduler.multithread.IdleWorkers.Life;
import io.asyncruntime.internal.scheduler.multithread.MultiThreadScheduler;
import io.asyncruntime.internal.scheduler.multithread.Worker;
import io.asyncruntime.internal.scheduler.multithread.WorkerShared;
import io.asyncruntime.internal.scheduler.multithread.WorkerWatch;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.task.Wakers;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.wait.Parker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * Watches what each worker polls, and since when, by sampling: a poll costs the worker no clock reading. It reports long polls
 * and sees to it that nothing waits behind one:
 *
 * <ul>
 *   <li>the LIFO slot and the deferred wakes of a worker that does not move go to the global queue (its run queue is stolen by
 *       the others anyway);
 *   <li>timers that nobody looks at are fired;
 *   <li>a sleeping worker is woken for work that waits although another was woken for it: that one may not come;
 *   <li>when every worker is stuck and work waits, a spare worker is added, until one of the others is back.
 * </ul>
 *
 * A worker is stuck in a poll, or between two: in a hook, in a waker. One thread, this object's own, does all that; every field is its
 * own unless it says otherwise. It calls nothing of users' itself, which may never return: a {@link Teller} does.
 */
public final class Watchdog implements WorkerWatch {
  private static final long LEAST_INTERVAL = 1_000_000;
  private static final long MOST_INTERVAL = 10_000_000;

  /** While all workers sleep. A poll that begins then, and sticks, is noticed only after that. */
  private static final long MOST_IDLE_INTERVAL = 100_000_000;

  /** A timer that is late by more than this is nobody's concern but ours. */
  private static final long TIMER_SLACK = 2_000_000;

  private final MultiThreadScheduler scheduler;
  private final Teller teller;
  private final Teller waker;
  private final LongPollReporter reporter;
  private final SpareWorkers spares;
  private final long threshold;
  private final long interval;
  private final long idleInterval;
  private final Parker parker = new Parker();
  private final Map<Worker, PollSample> samples = new ConcurrentHashMap<>(); // written by this thread only
  private final LocalQueue<Waker> rescued = MultiThreadScheduler.queueForThief();
  private final LocalQueue<Task<?>> rescuedTasks = MultiThreadScheduler.queueForThief();
  private final LongAdder longPolls = new LongAdder();
  private final List<Standstill> standstills = new ArrayList<>();

  /** A look at everything. Made in good times. */
  private final LongConsumer[] steps = {this::keepRecent, this::observeAll, this::rescueStalled,
      now -> wakeForWork(), this::fireLateTimers, this::watchTheEnd, now -> tidy()};

  /** What is left to do at the end; those who tell end by themselves after a while, too. */
  private final LongConsumer[] lastSteps = {this::reportAllEnded, now -> endTellers()};

  /** Whether work waited already when it was last looked. */
  private boolean workWaited;

  /** Set at the end: tasks are dropped where they are. Guarded by {@link #rescuedTasks}. */
  private boolean leavesTasks;

  public Watchdog(MultiThreadScheduler scheduler) {
    this.scheduler = scheduler;
    this.teller = Teller.inOrder(scheduler, "watchdog");
    this.waker = Teller.each(scheduler, "wakes");
    this.reporter = new LongPollReporter(scheduler.config, teller);
    this.threshold = Clock.saturatedNanos(scheduler.config.longPollThreshold);
    this.interval = Math.max(LEAST_INTERVAL, Math.min(MOST_INTERVAL, threshold / 10));
    this.idleInterval = Math.max(interval, Math.min(threshold, MOST_IDLE_INTERVAL));
    this.spares = new SpareWorkers(scheduler, reporter, threshold);
  }

  /** Nothing is started where the threshold is zero. */
  @Override
  public void start() {
    if (isOn()) {
      teller.start();
      String name = scheduler.config.threadNamePrefix + "rescue";
      scheduler.config.threadStarter.accept(
          new RuntimeThread(name, scheduler, ThreadHooks.NONE, this::watch, () -> {}));
    }
  }

  @Override
  public boolean isOn() { return threshold > 0; }

  @Override
  public long longPolls() {
    return longPolls.sum();
  }

  @Override
  public Duration pollingFor(Worker loop) {
    PollSample sample = samples.get(loop);
    return sample == null || !sample.isPolling()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, Clock.realNanos() - sample.since));
  }

  @Override
  public void wake() {
    parker.unpark();
  }

  @Override
  public boolean tell(Runnable what) {
    if (!isOn()) { return false; }
    teller.tell(what);
    return true;
  }

  @Override
  public void leaveTasks() {
    synchronized (rescuedTasks) {
      leavesTasks = true;
    }
  }

  private void watch() {
    while (!(scheduler.isClosing() && scheduler.loopsHaveEnded())) {
      parker.park(scheduler.idle.awake() == 0 ? idleInterval : interval);
      Thread.interrupted();
      takeAll(steps);
    }
    takeAll(lastSteps);
  }

  /** Needs no memory itself: not even an iterator. */
  private void takeAll(LongConsumer[] all) {
    long now = Clock.realNanos();
    for (LongConsumer step : all) {
      take(step, now);
    }
  }

  private void endTellers() {
    teller.end();
    waker.end();
  }

  /** One step of a look at everything: the others come, whatever becomes of it. */
  private void take(LongConsumer step, long now) {
    try {
      step.accept(now);
    } catch (Throwable failure) {
      scheduler.failures.note(failure);
    }
  }

  private void reportAllEnded(long now) {
    samples.values().forEach(sample -> reporter.ended(sample, now));
  }

  /** A worker in a long poll notes no readings; where all sleep nobody notes the next. */
  private void keepRecent(long now) {
    if (scheduler.idle.awake() == 0) {
      scheduler.recent.forget();
    } else {
      scheduler.recent.note(now);
    }
  }

  private void observeAll(long now) {
    samples.keySet().removeIf(loop -> !scheduler.threads.loops().contains(loop) && ended(loop, now));
    for (Worker loop : scheduler.threads.loops()) {
      observe(loop, samples.computeIfAbsent(loop, PollSample::new), now);
    }
  }

  private void fireLateTimers(long now) {
    if (scheduler.timers.nextDeadlineNanos() + TIMER_SLACK < now) {
      try {
        waker.tellUnlessBehind(scheduler.timers::fireDue);
      } catch (Throwable noThread) {
        scheduler.wakeAnother(); // who looks at them before it sleeps again
      }
    }
  }

  /**
   * If one sleeps: what waits may wait behind a poll that does not end. A search is over long before the next look, so whoever searched
   * then sticks somewhere, or looks at other work by now.
   */
  private void wakeForWork() {
    boolean waits = scheduler.isWorkQueued();
    if (waits && workWaited) {
      scheduler.wakeAnother();
    } else if (waits) {
      scheduler.wakeOne();
    }
    workWaited = waits;
  }

  private void watchTheEnd(long now) {
    if (scheduler.isClosing()) {
      scheduler.drops().watch(now);
    }
  }

  /** Not as the others do: what is said of panics is said by the teller. */
  private void tidy() {
    scheduler.tidyRegistry();
    if (!scheduler.unreadPanics().isEmpty()) {
      teller.tellUnlessBehind(scheduler.unreadPanics()::drain);
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
    boolean allStuck = true;
    boolean configuredStuck = true;
    for (Standstill each : looked(now)) {
      boolean stuck = each.isLong(now, threshold);
      if (each.isLong(now, interval) || each.life() == Life.THREADLESS || sticksAsleep(each, now)) {
        rescue(each.worker());
      }
      allStuck &= stuck || each.life() == Life.GONE || each.life() == Life.RETIRING;
      configuredStuck &= stuck || each.worker().index >= scheduler.workerCount;
    }
    adjustSpares(now, allStuck, configuredStuck);
  }

  /** It fires timers before it gets up, and what one of them woke does not return. */
  private boolean sticksAsleep(Standstill each, long now) {
    return each.isIdleFor(now, interval) && each.worker().hasTasks();
  }

  private List<Standstill> looked(long now) {
    WorkerShared[] workers = scheduler.workers();
    for (int i = standstills.size(); i < workers.length; i++) {
      standstills.add(new Standstill(workers[i]));
    }
    for (Standstill each : standstills) {
      each.look(scheduler.idle.life(each.worker().index), now);
    }
    return standstills;
  }

  /** Moves what only the owner would get to. */
  private void rescue(WorkerShared worker) {
    synchronized (rescuedTasks) {
      if (!leavesTasks) {
        rescueTasks(worker);
      }
    }
    if (!worker.deferred.isEmpty()) {
      worker.deferred.takeAll(rescued, this::tellWake);
    }
  }

  private void tellWake(Waker wake) {
    try {
      waker.tell(() -> Wakers.wake(wake));
    } catch (Throwable noThread) { // nobody else has it
      Wakers.wake(wake);
    }
  }

  private void rescueTasks(WorkerShared worker) {
    Task<?> next = worker.lifo.take();
    if (next != null) {
      scheduler.inject(next);
    }
    worker.queue.takeHeldBack(rescuedTasks, scheduler::inject);
  }

  private void adjustSpares(long now, boolean allStuck, boolean configuredStuck) {
    if (scheduler.isClosing() || !configuredStuck) {
      spares.letAllGo(standstills);
    } else {
      if (allStuck && scheduler.isWorkQueued()) {
        spares.add(standstills);
      }
      spares.letIdleOnesGo(standstills, now);
    }
  }
}
