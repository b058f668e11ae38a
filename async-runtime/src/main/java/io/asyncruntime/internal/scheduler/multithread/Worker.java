package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.TaskRef;
import io.asyncruntime.internal.queue.InjectQueue;
import io.asyncruntime.internal.queue.OverflowSink;
import io.asyncruntime.internal.queue.RunQueue;
import io.asyncruntime.internal.scheduler.measure.PollInstruments;
import io.asyncruntime.internal.scheduler.measure.PollPlace;
import io.asyncruntime.internal.scheduler.measure.StandingContext;
import io.asyncruntime.internal.scheduler.measure.WorkerCounters.Counter;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.util.OwnedCounter;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.WakeDeferrer;
import io.asyncruntime.metrics.TaskKind;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread's loop: takes tasks from its queue, the global queue or other workers, polls them, and sleeps when there are none.
 * It is a worker as long as it has the {@link WorkerCore}; a thread that gave its core away in {@code blockInPlace} finishes the
 * poll it is in and ends.
 *
 * <p>All methods are for the thread that runs the loop, except those that say "any thread". The numbers of the poll in progress
 * ({@link #pollNumber}, and the task that {@link #here} names) are a one-writer state machine for the watchdog: the number is odd
 * during a poll, and changes with each; the task is named after the number has turned odd and before it turns even, both with
 * release, so whoever reads the same odd number before and after the name has the task of that poll, or none.
 */
public final class Worker implements Runnable, WakeDeferrer, PollPlace {
  private static final int MOST_LIFO_POLLS = 3;

  final MultiThreadScheduler scheduler;
  private final InjectQueue<Task<?>> inject;
  private final int eventInterval;
  private final OverflowSink<Task<?>> overflow = new Overflow();
  private final OverflowSink<Waker> wakeAtOnce = new WakeAtOnce();
  private final BooleanSupplier isWorkQueued;

  /**
   * Whether the watchdog looks for what waits behind a poll that does not end. Where it does not, this worker tells the others of
   * everything they could run before each poll, and keeps nothing to itself.
   */
  private final boolean watched;

  /** False while a chain of LIFO polls has used up its share. Of this thread's chain: it stays here when the core goes. */
  private boolean lifoEnabled;

  private final LoopGuard guard;
  private final Stealing stealing;
  private final WorkerSleep sleep;

  /** Null once it was given away. */
  public @Nullable WorkerCore core;

  /** The context between two polls; null where the runtime carries none. */
  private final @Nullable StandingContext context;

  private Ambient here = Ambient.current(); // replaced when the loop begins, on its own thread

  /** The loop's thread; for stack traces. */
  private volatile @Nullable Thread thread;

  /** Even to odd: a poll begins. Odd to even: it ends. The loop's thread writes it. */
  private final OwnedCounter pollNumber = new OwnedCounter();

  /** The task in whose poll the core was given away. Only {@link #here} knows others. */
  private @Nullable Task<?> inPlace;

  Worker(MultiThreadScheduler scheduler, WorkerCore core) {
    this.scheduler = scheduler;
    this.core = core;
    this.inject = scheduler.inject;
    this.isWorkQueued = () -> scheduler.isWorkQueued() || scheduler.isClosing();
    this.eventInterval = scheduler.config.eventInterval;
    this.watched = scheduler.isWatched();
    this.guard = new LoopGuard(this);
    this.stealing = new Stealing(scheduler);
    this.sleep = new WorkerSleep(this);
    this.lifoEnabled = core.lifoAllowed;
    this.context = scheduler.config.contextPropagator == null ? null : new StandingContext();
  }

  @Override
  public void run() {
    WorkerCore mine = Objects.requireNonNull(core);
    here = Ambient.current();
    thread = Thread.currentThread();
    enter(mine);
    try {
      guard.run(mine);
    } finally {
      leave();
      scheduler.threads.ends(this);
    }
  }

  /*
   * It polls here, and not in a method of its own, for HotSpot's sake. A method called as often as the task's would be compiled at about
   * the same time, with the poll in it or without, by chance; and with it the whole is slower. A loop that never ends is compiled
   * later, when the task's method is there and is called. What comes out of it, ends in the guard.
   */
  void loop() {
    while (core != null && !core.shutdown && !core.retiring) {
      tick(core);
      Task<?> task = nextTask(core);
      if (task == null) {
        task = turnStealOrPark(core);
      }
      if (task != null) {
        WorkerCore mine = core;
        beginTurn(mine);
        beginPoll(mine);
        task.run(here);
        endPoll(mine);
        if (core == mine && !mine.lifo.isEmpty()) {
          runChain(mine);
        }
      }
    }
    leaveContext();
    if (core != null) {
      finish(core);
    }
  }

  /** With nothing to do. A task of another worker's, or null: look again. */
  private @Nullable Task<?> turnStealOrPark(WorkerCore mine) {
    if (mine.shared.isHoldingBack()) {
      turnTimers(mine); // before stealing: who merely yields must not set other workers searching
      return null;
    }
    Task<?> task = stealing.steal(mine);
    if (task == null && mine.searching && mine.spin.until(isWorkQueued)) {
      task = stealing.steal(mine); // as a searcher: who queues something meanwhile need not wake anybody
    }
    if (task == null) {
      sleep.park(mine);
    }
    return task;
  }

  private void enter(WorkerCore mine) {
    here.runtime = scheduler;
    here.driver = this;
    here.workerIndex = mine.shared.index < scheduler.workerCount ? mine.shared.index : -1;
    here.asyncDepth = 1;
    here.setRandom(mine.choices);
    mine.shared.owner = this;
    mine.wokeUp();
  }

  private void leave() {
    here.driver = null;
    here.workerIndex = -1;
    here.asyncDepth = 0;
    here.budget = Ambient.UNCONSTRAINED;
    here.setRandom(null);
  }

  private void finish(WorkerCore mine) {
    mine.bookTime();
    if (mine.shutdown) {
      scheduler.drops().byWorker(here);
      mine.shared.owner = null;
    } else {
      wakeDeferred(mine); // their tasks are in no queue yet
      mine.shared.owner = null; // before: another thread may be this worker right after
      scheduler.threads.retire(mine);
      core = null; // what follows must not touch a place that may be another's by now
      scheduler.wakeOne();
      if (scheduler.isClosing()) { // since it was asked last: the others may have looked before, and this one may have bound since
        scheduler.drops().byWorker(here);
      }
    }
  }

  private void tick(WorkerCore mine) {
    if (--mine.ticksToEvent <= 0) {
      mine.ticksToEvent = eventInterval;
      turnTimers(mine);
      mine.bookTimeIfDue();
      if (mine.isRenewalDue()) {
        here.renew();
        mine.queue.renewWhenEmpty();
      }
      mine.shutdown = scheduler.isClosing();
      mine.retiring = scheduler.threads.isRetiring(mine.shared);
    }
  }

  // ---- finding work ----

  private @Nullable Task<?> nextTask(WorkerCore mine) {
    if (--mine.ticksToGlobal <= 0) {
      mine.ticksToGlobal = mine.tuning.interval();
      Task<?> global = globalFirst(mine);
      return global != null ? global : nextLocal(mine);
    }
    Task<?> local = nextLocal(mine);
    return local != null || inject.isEmpty() ? local : nextGlobal(mine);
  }

  /**
   * A worker that never runs out of work of its own takes a batch too: one task each time would be all that those from outside
   * get. With an interval of 1 the global queue really always comes first, so one by one.
   */
  private @Nullable Task<?> globalFirst(WorkerCore mine) {
    if (inject.isEmpty()) { return null; }
    return mine.tuning.interval() == 1 ? inject.pop() : nextGlobal(mine);
  }

  private @Nullable Task<?> nextLocal(WorkerCore mine) {
    Task<?> next = mine.lifo.take();
    if (next != null) { return next; }
    RunQueue<Task<?>> queue = mine.queue;
    Task<?> task = queue.pop();
    if (task == null && queue.isSealed()) {
      turnTimers(mine);
      task = queue.pop();
    }
    return task;
  }

  private @Nullable Task<?> nextGlobal(WorkerCore mine) {
    int share = inject.size() / scheduler.workerCount + 1;
    int room = Math.min(mine.queue.freeSlots(), mine.queue.capacity() / 2);
    return inject.popBatch(Math.max(1, Math.min(share, room)), mine.queue);
  }

  // ---- running ----

  private void beginTurn(WorkerCore mine) {
    if (mine.searching) {
      endSearch(mine);
    }
    here.budget = Coop.BUDGET;
  }

  private void endSearch(WorkerCore mine) {
    mine.searching = false;
    if (scheduler.idle.endSearch()) {
      scheduler.wakeOneIfWorkIsQueued(); // unparking somebody for nothing would delay the task at hand
    }
  }

  /** Runs what a poll has put into the LIFO slot, and what those polls put there, on the same budget. */
  private void runChain(WorkerCore mine) {
    int lifoPolls = 0;
    while (core == mine) {
      Task<?> next = mine.lifo.take();
      if (next == null) {
        break;
      }
      if (here.isBudgetSpent()) {
        pushBack(next, mine);
        break;
      }
      lifoEnabled = mine.lifoAllowed && ++lifoPolls < MOST_LIFO_POLLS;
      beginPoll(mine);
      next.run(here);
      endPoll(mine);
    }
    lifoEnabled = mine.lifoAllowed;
  }

  private void beginPoll(WorkerCore mine) {
    if (!watched) {
      callForHelp(mine);
    }
    mine.counters.polls.increment();
    pollNumber.incrementRelease();
  }

  private void endPoll(WorkerCore mine) {
    pollNumber.incrementRelease();
    if (here.runtime != scheduler) { // a guard of enter() that a poll left open ends with it
      here.runtime = scheduler; // else left alone: a reference stored in an old object costs a fence under G1
    }
    if (here.enterGuard != null) {
      here.enterGuard = null;
    }
    if (core == mine) {
      settleWake(mine);
    }
  }

  /**
   * Each push that may need another worker's help looks for one at once, but without a fence (some 20 cycles, as much as the push),
   * so it may overlook a worker that falls asleep in the same instant. One fence for all pushes of a poll makes up for that at
   * its end; if the poll does not end, the watchdog wakes a worker.
   */
  private void settleWake(WorkerCore mine) {
    if (mine.owesWake) {
      mine.owesWake = false;
      scheduler.wakeOne();
    }
  }

  /** Without a watchdog, before a poll, which may never end: nothing that another worker could do is to wait for its end. */
  private void callForHelp(WorkerCore mine) {
    if (mine.shared.hasTasks() || scheduler.nobodyMindsTheTimers()) {
      scheduler.wakeOne();
    }
  }

  /** The guard: the loop was thrown out. Whether in the midst of a poll. */
  boolean endBrokenPoll() {
    boolean broken = (pollNumber.get() & 1) == 1;
    if (broken) {
      pollNumber.incrementRelease();
    }
    return broken;
  }

  /** Any thread. Odd during a poll; another number for each. */
  public long pollNumber() {
    return pollNumber.getAcquire();
  }

  /** Any thread. The task of the poll with that (odd) number, or null if it is over. */
  @Nullable
  public Task<?> polling(long number) {
    TaskRef task = inPlace != null ? inPlace : here.task();
    VarHandle.acquireFence();
    return (number & 1) == 1 && pollNumber() == number && task instanceof Task<?> polled ? polled : null;
  }

  /** Any thread. */
  @Nullable
  public Thread thread() {
    return thread;
  }

  // ---- scheduling, from within a poll ----

  /** Queues a task that was woken or spawned on this thread. False when this thread is no worker any more. */
  boolean schedule(Task<?> task) {
    WorkerCore mine = core;
    if (mine == null) { return false; }
    mine.counters.localSchedules.increment();
    if (!lifoEnabled) {
      pushAfterChain(task, mine);
      return true;
    }
    Task<?> displaced = mine.lifo.put(task);
    if (displaced != null) {
      pushBack(displaced, mine);
    } else if (!watched) {
      scheduler.wakeOne();
    }
    return true;
  }

  /**
   * Queues a task that the LIFO slot would have got, had its chain not been too long. Alone in the queue it is what this
   * worker runs next, as it would have from the slot; waking another worker to steal it would cost more than it is
   * worth. If this poll does not end, the watchdog wakes one; so where there is none it is pushed as any other.
   */
  private void pushAfterChain(Task<?> task, WorkerCore mine) {
    if (watched && mine.lifoAllowed && mine.queue.isEmpty()) {
      mine.queue.push(task, overflow);
    } else {
      pushBack(task, mine);
    }
  }

  /** Holds back a task that yielded, as {@link #defer} promised; {@link #giveCore} takes such a promise back. */
  void keepYielded(Task<?> task) {
    WorkerCore mine = Objects.requireNonNull(core);
    mine.counters.localSchedules.increment();
    if (watched) {
      mine.queue.holdBack(task, overflow);
    } else {
      mine.queue.push(task, overflow); // for all to see, before the next poll
    }
  }

  /** Queues a task behind its peers. False when this thread is no worker any more. */
  boolean reschedule(Task<?> task) {
    WorkerCore mine = core;
    if (mine == null) { return false; }
    mine.counters.localSchedules.increment();
    pushBack(task, mine);
    return true;
  }

  private void pushBack(Task<?> task, WorkerCore mine) {
    mine.queue.push(task, overflow);
    if (watched) {
      mine.owesWake = true;
      scheduler.wakeOneEarly();
    } else {
      scheduler.wakeOne();
    }
  }

  @Override
  public void defer(Waker waker) {
    WorkerCore mine = core;
    if (mine == null) {
      wakeAtOnce.push(waker);
    } else if (waker instanceof Task<?> task && task == here.task() && task.kind() == TaskKind.ASYNC) {
      task.yieldAfterPoll();
    } else if (!watched) {
      wakeAtOnce.push(waker);
    } else {
      mine.shared.deferred.push(waker, wakeAtOnce);
    }
  }

  @Override
  public void countForcedYield() {
    WorkerCore mine = core;
    if (mine != null) {
      mine.counters.increment(Counter.FORCED_YIELDS);
    }
  }

  // ---- timers, deferred wakes, sleep ----

  private void turnTimers(WorkerCore mine) {
    scheduler.timers.fireDue();
    wakeDeferred(mine);
    settleWake(mine);
  }

  private void wakeDeferred(WorkerCore mine) {
    readyYielded(mine);
    for (int left = mine.shared.deferred.size(); left > 0; left--) {
      Waker waker = mine.shared.deferred.pop();
      if (waker == null) { return; }
      wakeAtOnce.push(waker);
    }
  }

  private void readyYielded(WorkerCore mine) {
    RunQueue<Task<?>> queue = mine.queue;
    if (queue.turn() && queue.size() > 1) { // one alone this worker runs itself
      scheduler.wakeOne();
    }
  }

  @Override
  public @Nullable StandingContext context() {
    return context;
  }

  /** Before whatever is not the poll of a task; wakers take any context as it is. */
  void leaveContext() {
    PollInstruments.leave(context);
  }

  // ---- blockInPlace ----

  /**
   * The core, if it may be given away. Null when it was given away before, and outside a poll: what hooks and wakers do between two polls
   * is the loop's own doing, which cannot go on without its core.
   */
  @Nullable
  WorkerCore coreToGive() {
    return (pollNumber.get() & 1) == 0 ? null : core;
  }

  /** Gives the core away, so that another thread is this worker. */
  void giveCore(WorkerCore mine) {
    core = null; // first: what is woken below must not come back into a queue that is given away, nor give it away again
    here.workerIndex = -1;
    Task<?> next = mine.lifo.take();
    if (next != null) {
      pushBack(next, mine);
    }
    inPlace = here.task() instanceof Task<?> task ? task : null;
    if (inPlace != null) {
      inPlace.wakeIfYields();
    }
    wakeDeferred(mine);
    settleWake(mine);
    mine.bookTime();
    mine.shared.owner = null;
  }

  /** Any thread that ended as a worker after this one has given its core away, or never did. */
  boolean isWorker() {
    return core != null;
  }

  /** Takes the core back that nobody else has taken meanwhile. */
  void takeCoreBack(WorkerCore mine) {
    core = mine;
    inPlace = null;
    mine.wokeUp();
    mine.shared.owner = this;
    here.workerIndex = mine.shared.index < scheduler.workerCount ? mine.shared.index : -1;
  }

  private final class Overflow implements OverflowSink<Task<?>> {
    @Override
    public void push(Task<?> task) {
      countOverflow();
      inject.push(task);
    }

    @Override
    public void pushBatch(Object[] batch, int count) {
      countOverflow();
      inject.pushBatch(batch, count);
    }

    private void countOverflow() {
      if (core != null) {
        core.counters.increment(Counter.OVERFLOWS);
      }
    }
  }
}
