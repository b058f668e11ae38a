package io.asyncruntime.internal.scheduler.currentthread;

import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.blocking.ThreadHooks;
import io.asyncruntime.internal.scheduler.measure.MeasuredWorker;
import io.asyncruntime.internal.scheduler.measure.PollInstruments;
import io.asyncruntime.internal.scheduler.measure.PollPlace;
import io.asyncruntime.internal.scheduler.measure.StandingContext;
import io.asyncruntime.internal.scheduler.measure.WorkerCounters;
import io.asyncruntime.internal.scheduler.measure.WorkerCounters.Counter;
import io.asyncruntime.internal.scheduler.shared.BlockOn;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.task.Wakers;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.FastRandom;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.WakeDeferrer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the driver of a current-thread runtime does: polls the future of its {@code blockOn} when that was woken, then up to
 * {@code eventInterval} tasks, then looks at the timers; and sleeps when there is nothing to do.
 *
 * <p>Its state belongs to whoever sits in the driver's seat; the reference to the seat hands it from thread to thread. The
 * accessors of {@link MeasuredWorker} are for any thread.
 */
final class CurrentThreadLoop implements WakeDeferrer, PollPlace, MeasuredWorker {
  private static final int GLOBAL_QUEUE_INTERVAL = 31;
  private static final int INITIAL_CAPACITY = 64;

  final WorkerCounters counters = new WorkerCounters();

  /** The context between two polls of a batch; null where the runtime carries none. */
  private final @Nullable StandingContext context;

  private final CurrentThreadScheduler scheduler;
  private final int eventInterval;
  private final int globalQueueInterval;
  private final FastRandom random;
  private final ArrayDeque<Task<?>> local = new ArrayDeque<>(INITIAL_CAPACITY);
  private final ArrayDeque<Waker> deferred = new ArrayDeque<>();
  private int tick;
  private long busySince;

  /** Written by the driver, read by anyone. */
  private volatile int depth;

  private volatile @Nullable Thread thread;
  private volatile @Nullable Task<?> pollingTask;

  CurrentThreadLoop(CurrentThreadScheduler scheduler) {
    this.scheduler = scheduler;
    this.context = scheduler.config.contextPropagator == null ? null : new StandingContext();
    this.eventInterval = scheduler.config.eventInterval;
    int wanted = scheduler.config.globalQueueInterval;
    this.globalQueueInterval = wanted == 0 ? GLOBAL_QUEUE_INTERVAL : wanted;
    this.random = scheduler.seeds.fork();
  }

  /** The driver. Runs until the future of {@code call} is ready. */
  <T extends @Nullable Object> T run(BlockOn<T> call, Ambient here) throws Exception {
    @Nullable FastRandom before = enter(here);
    try {
      while (true) {
        if (scheduler.mustDropTasks()) {
          dropTasks(here);
        }
        Poll<T> poll = call.pollIfWoken();
        if (poll.isReady()) { return poll.value(); }
        boolean more = hasRunTasks(here);
        PollInstruments.leave(context); // what comes next is the caller's
        if (!more && deferred.isEmpty()) {
          park(call);
        } else {
          turnTimers();
        }
      }
    } finally {
      leave(here, before);
    }
  }

  private @Nullable FastRandom enter(Ambient here) {
    here.driver = this;
    here.workerIndex = 0;
    thread = Thread.currentThread();
    busySince = Clock.realNanos();
    return here.setRandom(random);
  }

  private void leave(Ambient here, @Nullable FastRandom before) {
    wakeDeferred();
    bookTime();
    here.driver = null;
    here.workerIndex = -1;
    here.setRandom(before);
    thread = null;
  }

  /** As {@link #runTasks}. What comes out of that ends here: it is not the affair of whose thread this is. */
  private boolean hasRunTasks(Ambient here) {
    try {
      return runTasks(here);
    } catch (Throwable bug) {
      scheduler.failures.note(bug);
      pollingTask = null;
      return true;
    }
  }

  /** Up to the event interval. Whether there may be more. */
  private boolean runTasks(Ambient here) {
    for (int i = 0; i < eventInterval; i++) {
      Task<?> task = next();
      if (task == null) { return false; }
      here.budget = Coop.BUDGET;
      counters.polls.increment();
      pollingTask = task;
      Object guard = here.enterGuard;
      task.run(here);
      pollingTask = null;
      here.runtime = scheduler; // a guard of enter() that a poll left open ends with it
      here.enterGuard = guard;
    }
    bookTime();
    here.renew();
    return true;
  }

  private @Nullable Task<?> next() {
    if (++tick % globalQueueInterval == 0) {
      Task<?> global = scheduler.inject.pop();
      return global != null ? global : pop();
    }
    Task<?> task = pop();
    return task != null ? task : scheduler.inject.pop();
  }

  private @Nullable Task<?> pop() {
    Task<?> task = local.pollFirst();
    if (task != null) {
      depth = local.size();
    }
    return task;
  }

  /** The driver's thread. */
  void push(Task<?> task) {
    counters.localSchedules.increment();
    local.addLast(task);
    depth = local.size();
  }

  private void turnTimers() {
    try {
      scheduler.timers.fireDue();
      scheduler.tidy();
      wakeDeferred();
    } catch (Throwable bug) { // as there
      scheduler.failures.note(bug);
    }
  }

  private void wakeDeferred() {
    for (int left = deferred.size(); left > 0; left--) {
      Wakers.wake(Objects.requireNonNull(deferred.pollFirst()));
    }
  }

  private void park(BlockOn<?> call) {
    ThreadHooks.run(scheduler.config.threadHooks.park());
    if (hasWork(call)) { // the hook made some
      turnTimers();
    } else {
      bookTime();
      counters.increment(Counter.PARKS);
      sleep(call);
      busySince = Clock.realNanos();
    }
    ThreadHooks.run(scheduler.config.threadHooks.unpark());
  }

  private boolean hasWork(BlockOn<?> call) {
    return call.isWoken() || !local.isEmpty() || !scheduler.inject.isEmpty() || !deferred.isEmpty()
        || scheduler.mustDropTasks();
  }

  private void sleep(BlockOn<?> call) {
    long deadline = scheduler.timers.nextDeadlineNanos();
    if (scheduler.clock.isPaused()) {
      sleepOrJump(call, deadline);
    } else if (deadline >= Clock.FAR_FUTURE) {
      call.sleep(Long.MAX_VALUE);
    } else {
      long nanos = deadline - scheduler.clock.nanos();
      if (nanos > 0) {
        call.sleep(nanos);
      }
    }
    turnTimers();
  }

  /** A paused clock does not wait for a timer: it jumps there, unless a blocking job is still to say something. */
  private void sleepOrJump(BlockOn<?> call, long deadline) {
    if (deadline >= Clock.FAR_FUTURE || scheduler.awaitsBlocking()) {
      call.sleep(Long.MAX_VALUE);
    } else if (!hasWork(call)) { // once more: a job that has ended woke its task before it let the clock go
      scheduler.clock.advanceTo(deadline);
    }
  }

  private void bookTime() {
    long now = Clock.realNanos();
    counters.add(Counter.BUSY_NANOS, now - busySince);
    busySince = now;
  }

  /** Whoever sits in the driver's seat, when the runtime ends. */
  void dropTasks(Ambient here) {
    scheduler.dropTasks(scheduler.owned.snapshot(), here);
    local.clear();
    depth = 0;
    scheduler.tasksDropped();
  }

  @Override
  public @Nullable StandingContext context() {
    return context;
  }

  @Override
  public void defer(Waker waker) {
    deferred.addLast(waker);
  }

  @Override
  public void countForcedYield() {
    counters.increment(Counter.FORCED_YIELDS);
  }

  @Override
  public @Nullable Thread thread() {
    return thread;
  }

  @Override
  public @Nullable Task<?> pollingTask() {
    return pollingTask;
  }

  @Override
  public Duration pollingFor() {
    return Duration.ZERO; // nobody samples it
  }

  @Override
  public int depth() {
    return depth;
  }
}
