package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.coroutine.AsyncBlocks;
import io.asyncruntime.internal.coroutine.CoroutineEngine;
import io.asyncruntime.internal.queue.InjectQueue;
import io.asyncruntime.internal.queue.LocalQueue;
import io.asyncruntime.internal.scheduler.measure.WorkerCounters.Counter;
import io.asyncruntime.internal.scheduler.measure.WorkerFigures;
import io.asyncruntime.internal.scheduler.shared.BlockOn;
import io.asyncruntime.internal.scheduler.shared.RuntimeConfig;
import io.asyncruntime.internal.scheduler.shared.RuntimeEnd;
import io.asyncruntime.internal.scheduler.shared.Scheduler;
import io.asyncruntime.internal.task.BlockingTask;
import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.task.OwnedShard;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.task.TaskInfos;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The half of the multi-thread scheduler that its workers share: the global queue, who is idle, who minds the timers, and the
 * end of it all. Any thread, unless a method says otherwise.
 */
public final class MultiThreadScheduler extends Scheduler {
  public final InjectQueue<Task<?>> inject = new InjectQueue<>();
  final TimerSeat timerSeat = new TimerSeat();

  /** Noted by the workers, and kept from ageing by the watchdog. */
  public final RecentClock recent = new RecentClock(Clock.system());

  public final IdleWorkers idle;
  private final CallerSpin callers;

  /** Workers that were configured; spare ones come on top of them. */
  public final int workerCount;

  /** Wakes from outside. Spawns from outside are those of {@link #owned} that no worker has bound. */
  private final LongAdder remoteWakes = new LongAdder();

  public final CoreLoans loans = new CoreLoans(this);
  private final WorkerWatch watchdog;
  private final boolean watched;
  public final WorkerThreads threads = new WorkerThreads(this);
  private final RuntimeEnd end = new RuntimeEnd(this);

  /** Configured workers first, then spare ones. Replaced by the watchdog only; entries stay. */
  private volatile WorkerShared[] workers;

  /** Set once, when the registries refuse tasks already. */
  private volatile boolean closing;

  private final LastDrops drops = new LastDrops(this);

  public MultiThreadScheduler(RuntimeConfig config,
      Function<? super MultiThreadScheduler, ? extends WorkerWatch> watch) {
    super(config, Clock.system(), config.workerThreads);
    workerCount = config.workerThreads;
    idle = new IdleWorkers(workerCount);
    callers = new CallerSpin(idle, Runtime.getRuntime().availableProcessors());
    workers = new WorkerShared[workerCount];
    Arrays.setAll(workers, i -> new WorkerShared(i, owned.addShard()));
    watchdog = watch.apply(this);
    watched = watchdog.isOn();
  }

  /** Starts all workers at once. */
  @Override
  protected void startThreads() {
    facadeWatch().begin();
    for (WorkerShared worker : workers) {
      threads.start(worker);
    }
    watchdog.start();
  }

  public WorkerShared[] workers() {
    return workers;
  }

  // ---- blockOn ----

  /** Sleeps between two polls, after it has looked on for a little while where that is cheap. */
  @Override
  protected <T extends @Nullable Object> T drive(BlockOn<T> call, Ambient here) throws Exception {
    while (true) {
      Poll<T> poll = call.pollIfWoken();
      if (poll.isReady()) { return poll.value(); }
      if (!callers.until(call::isWoken)) {
        call.sleep(Long.MAX_VALUE);
      }
    }
  }

  // ---- scheduling ----

  @Override
  public void schedule(Task<?> task) {
    Worker worker = workerOf(Ambient.current());
    if (worker == null || !worker.schedule(task)) {
      scheduleRemote(task);
    }
  }

  @Override
  protected void scheduleNew(Task<?> task) {
    Worker worker = workerOf(Ambient.current());
    if (worker == null || !worker.schedule(task)) {
      inject(task);
    }
  }

  @Override
  public void reschedule(Task<?> task) {
    Worker worker = workerOf(Ambient.current());
    if (worker == null || !worker.reschedule(task)) {
      scheduleRemote(task);
    }
  }

  @Override
  public void yielded(Task<?> task, Ambient here) {
    ((Worker) Objects.requireNonNull(here.driver)).keepYielded(task); // which had asked for it
  }

  private void scheduleRemote(Task<?> task) {
    remoteWakes.increment();
    inject(task);
  }

  /** Queues a task for whoever comes first. */
  public void inject(Task<?> task) {
    inject.push(task);
    wakeOne();
  }

  /** After work was queued: wakes a sleeping worker, unless one is searching already. */
  public void wakeOne() {
    unpark(idle.wakeOne());
  }

  /** The watchdog: as {@link IdleWorkers#wakeAnother}. */
  public void wakeAnother() {
    unpark(idle.wakeAnother());
  }

  /** As {@link #wakeOne()} for a worker that pushes, and calls that one before it does anything else than poll on. */
  void wakeOneEarly() {
    unpark(idle.wakeOneEarly());
  }

  private void unpark(int worker) {
    if (worker >= 0) {
      workers[worker].wake();
    }
  }

  /** A worker about to sleep while nobody searches: looks at all queues once more. */
  void wakeOneIfWorkIsQueued() {
    if (isWorkQueued()) {
      wakeOne();
    }
  }

  /** Whoever has the core of an awake worker with nothing to do: as {@link IdleWorkers#sleep}. */
  boolean goToSleep(WorkerShared worker, boolean searching, boolean threadless) {
    recent.forget(); // before: who comes later finds nobody awake, or what another worker has noted since
    return idle.sleep(worker.index, searching, threadless);
  }

  /** Whether there is something that any worker could run. */
  public boolean isWorkQueued() {
    for (WorkerShared worker : workers) {
      if (!worker.queue.isEmpty() || (!isWatched() && !worker.lifo.isEmpty())) { return true; }
    }
    return !inject.isEmpty();
  }

  /**
   * A worker that has found nothing else, without a watchdog: the slot of another, which may be stuck. With one it is the watchdog that
   * takes it, if need be: who is not stuck runs it at once, and better.
   */
  @Nullable
  Task<?> takeFromAnySlot() {
    for (WorkerShared worker : workers) {
      Task<?> task = worker.lifo.take();
      if (task != null) { return task; }
    }
    return null;
  }

  /** Whether the watchdog sees to it that nothing waits behind a poll that does not end. */
  boolean isWatched() {
    return watched;
  }

  @Override
  protected long spawnNanos(Ambient here) {
    WorkerCore core = coreOf(here);
    if (core != null) { return core.recentNanos; }
    return watched ? recent.nanos() : recent.read();
  }

  @Override
  @Nullable
  protected OwnedShard shardOf(Ambient here) {
    WorkerCore core = coreOf(here);
    return core == null ? null : core.shared.owned;
  }

  /** Of the worker that the calling thread is, or null. */
  private @Nullable WorkerCore coreOf(Ambient here) {
    Worker worker = workerOf(here);
    return worker == null ? null : worker.core;
  }

  /** The loop of this runtime that the calling thread is in, or null. */
  private @Nullable Worker workerOf(Ambient here) {
    return here.driver instanceof Worker worker && worker.scheduler == this ? worker : null;
  }

  // ---- timers ----

  @Override
  protected void onEarlierTimer() {
    if (!timerSeat.wakeHolder() && !isWatched()) {
      wakeOne(); // whoever is awake would look at it before it sleeps, and may never come to that
    }
  }

  /** Whether there are timers, and nobody who sleeps until the next. */
  boolean nobodyMindsTheTimers() {
    return timerSeat.isEmpty() && timers.nextDeadlineNanos() < Clock.FAR_FUTURE;
  }

  /** How long whoever minds the timers may sleep; {@code Long.MAX_VALUE} when there is none. */
  long nanosToNextTimer() {
    long deadline = timers.nextDeadlineNanos();
    return deadline >= Clock.FAR_FUTURE ? Long.MAX_VALUE : deadline - Clock.realNanos();
  }

  @Override
  public Clock clock() {
    return Clock.system();
  }

  @Override
  public void pauseClock() {
    throw notPausable();
  }

  @Override
  public void resumeClock() {
    throw notPausable();
  }

  @Override
  public Future<Void> advanceClock(Duration step) {
    throw notPausable();
  }

  private static IllegalStateException notPausable() {
    return new IllegalStateException(
        "only the clock of a current-thread runtime can be paused: build it with AsyncRuntime.currentThread()");
  }

  // ---- threads that come and go ----

  @Override
  public boolean loopsHaveEnded() {
    return threads.haveEnded();
  }

  /** Asked by each loop that ends: the last one that had a core knows of the others, since their cores went through its hands, or its like. */
  @Override
  protected boolean nobodyMindsTimers() {
    return threads.loops().stream().noneMatch(Worker::isWorker);
  }

  @Override
  protected void interruptLoops() {
    drops.interrupt();
    threads.interrupt();
  }

  @Override
  protected void blockingBegins() {
    // no clock to hold up
  }

  @Override
  public void finished(BlockingTask<?> task) {
    facadeWatch().endIfForgotten(); // else nothing waits for it but its handle
  }

  /** Another thread of this runtime has ended, or has become no worker any more. */
  void oneEnded() {
    if (isClosing()) {
      watchdog.wake();
    }
    end.loopEnded();
  }

  /** Says something by the watchdog's thread for that. False where there is none. */
  boolean tellByWatchdog(Runnable what) {
    return watchdog.tell(what);
  }

  /** The watchdog. A place for one worker more, behind all that there are. */
  public WorkerShared addPlace() {
    WorkerShared[] present = workers;
    WorkerShared place = new WorkerShared(present.length, owned.addShard());
    WorkerShared[] more = Arrays.copyOf(present, present.length + 1);
    more[present.length] = place;
    idle.makeRoom(present.length);
    workers = more;
    return place;
  }

  /** Any thread, at the end. From then on no task is in the watchdog's hands. */
  void leaveTasks() {
    watchdog.leaveTasks();
  }

  // ---- the end ----

  @Override
  public boolean isClosing() { return closing; }

  @Override
  public void shutdownBackground() {
    if (end.begin()) {
      closing = true;
      for (WorkerShared worker : workers) {
        worker.wake();
      }
    }
  }

  @Override
  public ShutdownReport shutdown(@Nullable Duration timeout) {
    return end.run(timeout);
  }

  /** Who drops the tasks, at the end. */
  public LastDrops drops() {
    return drops;
  }

  @Override
  protected void dropIdleTasks() {
    drops.afterDeadline();
  }

  // ---- what is said of it ----

  @Override
  protected int numWorkers() {
    return workerCount;
  }

  @Override
  protected List<WorkerMetrics> workerMetrics() {
    List<WorkerMetrics> figures = new ArrayList<>(workerCount);
    for (int i = 0; i < workerCount; i++) {
      WorkerShared worker = workers[i];
      figures.add(new WorkerFigures(i, worker.counters, new WatchedWorker(worker, watchdog)));
    }
    return List.copyOf(figures);
  }

  @Override
  protected int globalQueueDepth() {
    return inject.size();
  }

  @Override
  protected long remoteScheduleCount() {
    return remoteWakes.sum() + owned.boundElsewhere();
  }

  @Override
  protected long budgetForcedYieldCount() {
    return Arrays.stream(workers).mapToLong(worker -> worker.counters.get(Counter.FORCED_YIELDS)).sum();
  }

  @Override
  protected long longPollCount() {
    return watchdog.longPolls();
  }

  @Override
  protected List<String> stackOf(JoinableTask<?> task) {
    for (Worker loop : threads.loops()) {
      Thread thread = loop.thread();
      if (thread != null && loop.polling(loop.pollNumber()) == task) {
        return TaskInfos.frames(AsyncBlocks.stackOf(thread));
      }
    }
    return List.of();
  }

  @Override
  public CoroutineEngine.Blocking blockingMode(Ambient place) {
    return place.driver instanceof Worker
        ? CoroutineEngine.Blocking.UNMOUNT
        : CoroutineEngine.Blocking.BLOCK_POLLER;
  }

  /** A drained queue for the watchdog, which takes wakes from a stuck worker. */
  public static <E> LocalQueue<E> queueForThief() {
    return new LocalQueue<>(256);
  }
}
