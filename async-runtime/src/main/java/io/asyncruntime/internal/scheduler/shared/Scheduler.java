package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.LateStart;
import io.asyncruntime.internal.blocking.BlockingPool;
import io.asyncruntime.internal.blocking.Lane;
import io.asyncruntime.internal.coroutine.CoroutineEngine;
import io.asyncruntime.internal.coroutine.CoroutineEngines;
import io.asyncruntime.internal.coroutine.CoroutineHost;
import io.asyncruntime.internal.scheduler.measure.FinishedTasks;
import io.asyncruntime.internal.scheduler.measure.FlightEvents;
import io.asyncruntime.internal.scheduler.measure.InContext;
import io.asyncruntime.internal.scheduler.measure.LateStarts;
import io.asyncruntime.internal.scheduler.measure.LoopFailures;
import io.asyncruntime.internal.scheduler.measure.NamedMutexes;
import io.asyncruntime.internal.scheduler.measure.PanicPolicy;
import io.asyncruntime.internal.scheduler.measure.PollInstruments;
import io.asyncruntime.internal.scheduler.measure.PollTimeHistogram;
import io.asyncruntime.internal.task.BlockingScheduler;
import io.asyncruntime.internal.task.BlockingTask;
import io.asyncruntime.internal.task.ContextDoor;
import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.task.OwnedShard;
import io.asyncruntime.internal.task.OwnedTasks;
import io.asyncruntime.internal.task.PanicHandler;
import io.asyncruntime.internal.task.PollObserver;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.task.TaskLister;
import io.asyncruntime.internal.task.TaskOutcome;
import io.asyncruntime.internal.task.TaskScheduler;
import io.asyncruntime.internal.task.UnreadPanics;
import io.asyncruntime.internal.task.Wakers;
import io.asyncruntime.internal.timer.TimerDriver;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.Door;
import io.asyncruntime.internal.util.FastRandom;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.util.VirtualThreads;
import io.asyncruntime.internal.wait.Inherited;
import io.asyncruntime.internal.wait.PlainCode;
import io.asyncruntime.internal.wait.TimerHandle;
import io.asyncruntime.internal.wait.TimerService;
import io.asyncruntime.metrics.FinishedTask;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.TaskDump;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskPage;
import io.asyncruntime.metrics.TaskQuery;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.metrics.WorkerMetrics;
import io.asyncruntime.task.ContextPropagator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A runtime without its face: what both schedulers have in common. Spawning, the registry of live tasks, the blocking pool,
 * timers, and what is said of all that. Any thread may call it.
 */
public abstract class Scheduler implements TaskScheduler, BlockingScheduler, TimerService, CoroutineHost {
  public final RuntimeConfig config;
  public final OwnedTasks owned;
  final OwnedTasks ownedBlocking = new OwnedTasks(2);
  public final BlockingPool blocking;
  public final TimerDriver timers;
  public final LoopFailures failures = new LoopFailures();
  final LateStarts late = new LateStarts();
  final NamedMutexes mutexes = new NamedMutexes();
  final LocalSets localSets = new LocalSets();
  final BlockOns blockOns;
  final @Nullable PollTimeHistogram pollTimes;
  public final FastRandom seeds;
  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private final PanicPolicy panics;
  private final TaskFactory factory;
  private final @Nullable PollInstruments instruments;
  private final @Nullable FinishedTasks finished;
  private final CoroutineEngine engine;
  private final boolean counting;

  /** Knows what the user holds of this runtime. Written once, before any thread starts. */
  private @Nullable FacadeWatch facade;

  /** Why blockOn must fail from now on: a panic shut the runtime down. Written once. */
  private volatile @Nullable String ruin;

  public Scheduler(RuntimeConfig config, Clock clock, int owners) {
    Door.prepare(Wakers.class, ContextDoor.class, InContext.class, FlightEvents.class, LoopFailures.class);
    this.config = config;
    this.owned = new OwnedTasks(owners);
    this.blocking =
        new BlockingPool(
            this, config.threadNamePrefix, config.threadHooks, config.maxBlockingThreads, config.blockingKeepAlive,
            config.threadStarter);
    this.timers = new TimerDriver(clock, this::onEarlierTimer);
    this.panics = new PanicPolicy(config.panicMode, config.onTaskPanic, this::ruin);
    this.blockOns = new BlockOns(config);
    this.factory = new TaskFactory(config);
    this.pollTimes = config.pollTimeHistogram ? new PollTimeHistogram() : null;
    this.instruments = PollInstruments.of(config.taskHooks, config.contextPropagator, pollTimes,
        config.tracking == RuntimeConfig.Tracking.TIMED);
    this.finished = config.finishedTasks == 0 ? null : new FinishedTasks(config.finishedTasks);
    this.engine = CoroutineEngines.select(config.engine);
    config.lanes.forEach((name, lane) -> lanes.put(name, newLane(name, lane)));
    this.counting = config.tracking != RuntimeConfig.Tracking.OFF;
    this.seeds = config.seed == null ? FastRandom.unseeded() : new FastRandom(config.seed);
  }

  private Lane newLane(String name, RuntimeConfig.LaneConfig lane) {
    return lane.virtualThreads() && VirtualThreads.available()
        ? Lane.onVirtualThreads(name, lane.limits(), blocking, config.threadNamePrefix + name + "-", this)
        : new Lane(name, lane.limits(), blocking, this);
  }

  /** As {@link #start(Object, Function)}, for tests: a runtime that is never forgotten. */
  public final void start(Object owner) {
    start(owner, anew -> owner);
  }

  /**
   * The facade, once. Starts the threads, if there are any. {@code owner} is what {@link #facade} gives from now on, as long as anybody
   * else holds it, and then what {@code maker} makes. Where the system does not give all threads, those that were started end.
   */
  public final void start(Object owner, Function<Scheduler, ?> maker) {
    facade = new FacadeWatch(this, owner, maker);
    try {
      startThreads();
    } catch (OutOfMemoryError refused) {
      shutdownBackground();
      throw refused;
    }
  }

  protected abstract void startThreads();

  // ---- spawning ----

  /**
   * Queues a task; a runtime that is shut down drops the future at once, as it drops all others but on the calling thread, and the
   * task is cancelled.
   */
  public final <T extends @Nullable Object> Task<T> spawn(@Nullable String name, Future<T> future) {
    Ambient here = Ambient.current();
    Task<T> task =
        new Task<>(
            Inherited.at(here, Objects.requireNonNull(future, "future")), this, TaskKind.ASYNC, spawnNanos(here),
            factory.extras(name));
    boolean accepted = owned.bind(task, shardOf(here));
    if (instruments != null) {
      instruments.spawned(task); // a refused task ends too, and hooks come in pairs
    }
    if (accepted) {
      scheduleNew(task);
    } else {
      BlockOn.dropWithin(this, here, () -> task.shutdown(here));
    }
    return task;
  }

  /** Queues a job for a thread that may block; one that cannot run any more is cancelled. */
  public final <T extends @Nullable Object> BlockingTask<T> spawnBlocking(@Nullable String name, Callable<T> job) {
    Objects.requireNonNull(job, "work");
    refuseBeyondCapacity();
    BlockingTask<T> task =
        new BlockingTask<>(job, this, Clock.realNanos(), factory.extrasOfJob(name));
    TaskJob pooled = new TaskJob(task); // before it is bound: there may be no memory for it
    boolean bound = ownedBlocking.bind(task, null);
    blockingBegins();
    if (bound) {
      blocking.submit(pooled);
    } else {
      task.cancelUnstarted();
    }
    return task;
  }

  private void refuseBeyondCapacity() {
    int waiting = blocking.queued();
    if (waiting > 0 && waiting >= config.blockingQueueCapacity) {
      throw new RejectedExecutionException("the blocking pool of the runtime " + Names.quote(config.name) + " is full: "
          + config.maxBlockingThreads + " threads are busy and " + waiting
          + " jobs wait (blockingQueueCapacity); await them, or have a lane for them that pushes back");
    }
  }

  /** A blocking job was made. {@link #finished} is its end. */
  protected abstract void blockingBegins();

  /**
   * Queues a job in {@code lane}: {@code as} the lane itself, when a permit of its admission is held, which goes back in any case; or as
   * what is {@linkplain Lane#beyond beyond} that.
   */
  public final <T extends @Nullable Object> BlockingTask<T> spawnInLane(
      Lane lane, BlockingScheduler as, @Nullable String name, Callable<T> job) {
    Objects.requireNonNull(job, "work");
    BlockingTask<T> task;
    boolean bound;
    try {
      task = new BlockingTask<>(job, as, Clock.realNanos(), factory.extrasOfJob(name));
      bound = ownedBlocking.bind(task, null);
    } catch (Throwable noMemory) {
      if (as == lane) {
        lane.admission().release(1);
      }
      throw noMemory;
    }
    blockingBegins();
    lane.submit(task);
    if (!bound) {
      task.cancelUnstarted();
    }
    return task;
  }

  /** The declared lane of that name, or null. */
  public final @Nullable Lane lane(String name) {
    return lanes.get(name);
  }

  /** The declared lanes, in their order. */
  public final Collection<Lane> lanes() {
    return lanes.values();
  }

  /** Makes a task of a local set, which its caller queues. */
  final <T extends @Nullable Object> Task<T> localTask(@Nullable String name, Future<T> future, TaskScheduler set) {
    return new Task<>(Inherited.at(Ambient.current(), future), set, TaskKind.LOCAL, Clock.realNanos(),
        factory.extras(name));
  }

  /** Runs {@code future} on the calling thread; in plain code of an async block of this runtime, awaits it. */
  public final <T extends @Nullable Object> T blockOn(Future<T> future) {
    Ambient here = Ambient.current();
    PlainCode block = here.runtime == this ? PlainCode.around(here) : null;
    return block != null ? block.await(future) : blockOn(future, null);
  }

  /**
   * Runs {@code future} on the calling thread, which does not wait for longer than {@code limit} while another thread drives a
   * current-thread scheduler; null is no limit.
   */
  public final <T extends @Nullable Object> T blockOn(Future<T> future, @Nullable Duration limit) {
    Objects.requireNonNull(future, "future");
    Ambient here = Ambient.current();
    if (here.inAsyncCode()) {
      throw new IllegalStateException(
          "blockOn would block a thread that drives async tasks: await the future, spawn it,"
              + " or wrap the call in blockInPlace");
    }
    long deadline = limit == null ? Clock.FAR_FUTURE : Clock.saturatedAdd(Clock.realNanos(), limit);
    return new BlockOn<>(this, here, future, deadline).run();
  }

  /** The thread of {@code call}. Its result; what the thread does between two polls is the scheduler's to say. */
  protected abstract <T extends @Nullable Object> T drive(BlockOn<T> call, Ambient here) throws Exception;

  /** Queues a task that was just bound. */
  protected void scheduleNew(Task<?> task) {
    schedule(task);
  }

  /** Real nanoseconds, coarse where a recent reading is at hand. */
  protected abstract long spawnNanos(Ambient here);

  /** The part of {@link #owned} that only the calling thread binds in, or null. */
  protected abstract @Nullable OwnedShard shardOf(Ambient here);

  // ---- what tasks ask ----

  @Override
  public final void released(Task<?> task, TaskOutcome outcome) {
    owned.release(task, outcome, shardOf(Ambient.current()));
    terminated(task, outcome);
  }

  @Override
  public final boolean joinBegins(BlockingTask<?> task) {
    return blocking.joinBegins(task);
  }

  @Override
  public final void joinEnds(BlockingTask<?> task) {
    blocking.joinEnds(task);
  }

  @Override
  public final void released(BlockingTask<?> task, TaskOutcome outcome) {
    ownedBlocking.release(task, outcome, null);
    terminated(task, outcome);
  }

  /** Whoever ends a task of this runtime, or of a local set in it. */
  final void terminated(JoinableTask<?> task, TaskOutcome outcome) {
    if (finished != null) {
      finished.add(task, outcome);
    }
    if (instruments != null) {
      instruments.terminated(task);
    }
  }

  /** The tasks that ended last, newest first. */
  public final List<FinishedTask> finishedTasks() {
    return finished == null ? List.of() : finished.newestFirst();
  }

  @Override
  public final PanicHandler panics() {
    return panics;
  }

  @Override
  public final @Nullable PollObserver observer() {
    return instruments;
  }

  @Override
  public final boolean counts() {
    return counting;
  }

  /** How many tasks threw, by name. */
  public final Map<String, Long> panicsByName() {
    return panics.counts();
  }

  /** Lets go of tasks that have ended, looks for panics that were collected unread, ends a runtime that was forgotten. Cheap. */
  public final void tidy() {
    tidyRegistry();
    unreadPanics().drain();
  }

  /** The same without what may say something. */
  public final void tidyRegistry() {
    owned.tidy();
    facadeWatch().endIfForgotten();
  }

  /** Panics whose handles may be collected unread. */
  public final UnreadPanics unreadPanics() {
    return panics.watcher();
  }

  @Override
  public final void countLate(LateStart kind) {
    late.count(kind);
  }

  // ---- what async blocks and timers ask ----

  @Override
  public final CoroutineEngine engine() {
    return engine;
  }

  @Override
  public final @Nullable ContextPropagator contextPropagator() {
    return config.contextPropagator;
  }

  @Override
  public final TimerHandle newTimer() {
    return timers.newTimer();
  }

  /** A timer was registered that is due before all others. */
  protected abstract void onEarlierTimer();

  // ---- the end ----

  private void ruin(String reason) {
    owned.close(); // first: whoever has met the reason must find that nothing can be spawned any more
    ownedBlocking.close();
    ruin = reason; // before any task is dropped: a blockOn that waits for one of them must give the reason
    shutdownBackground();
    blockOns.nudgeAll();
  }

  /** Why this runtime refuses blockOn, or null. */
  final @Nullable String ruin() {
    return ruin;
  }

  /** Whether the end has begun, or is about to because of a panic that a blockOn may have reported already. */
  @Override
  public final boolean isEnding() { return ruin != null || isClosing(); }

  /** Begins the end and returns at once: tasks are dropped by the threads that run them. Idempotent. */
  public abstract void shutdownBackground();

  /** Ends the runtime, waiting at most {@code timeout}; null is no limit. */
  public abstract ShutdownReport shutdown(@Nullable Duration timeout);

  /** Whether the end has begun. */
  public abstract boolean isClosing();

  /** A plain thread, after the deadline of a shutdown. Has the tasks dropped that no thread is polling. */
  protected abstract void dropIdleTasks();

  /** Drops the tasks of one part of the registry, except those in a poll: they are dropped when it ends. */
  public final void dropTasks(List<JoinableTask<?>> tasks, Ambient here) {
    for (JoinableTask<?> task : tasks) {
      if (!((Task<?>) task).hasOpenSection()) {
        ((Task<?>) task).shutdown(here);
      }
    }
    for (JoinableTask<?> task : tasks) { // these take their time
      ((Task<?>) task).shutdown(here);
    }
  }

  /** Whether no thread runs tasks any more, and none will. */
  protected abstract boolean loopsHaveEnded();

  /** As {@link #loopsHaveEnded}, but for threads that block in place: they end their poll, and are nothing else any more. */
  protected boolean nobodyMindsTimers() {
    return loopsHaveEnded();
  }

  /** Interrupts the threads that would not end in time. */
  protected abstract void interruptLoops();

  // ---- what is said of it ----

  protected abstract int numWorkers();

  protected abstract List<WorkerMetrics> workerMetrics();

  protected abstract int globalQueueDepth();

  protected abstract long remoteScheduleCount();

  protected abstract long budgetForcedYieldCount();

  protected abstract long longPollCount();

  /** One task, for a dump; with the stack of its thread where it is running. */
  final TaskInfo info(JoinableTask<?> task, long nowNanos) {
    TaskInfo info = task.info(nowNanos);
    return info.status() == TaskStatus.RUNNING && info.stack().isEmpty() ? withStack(info, stackOf(task)) : info;
  }

  private static TaskInfo withStack(TaskInfo i, List<String> stack) {
    return new TaskInfo(i.id(), i.name(), i.kind(), i.status(), i.spawnedAt(), i.age(), i.polls(), i.wakes(),
        i.selfWakes(), i.busy(), i.scheduled(), i.idle(), i.waitingOn(), stack);
  }

  /** All live tasks, oldest first. Waits for nobody. */
  public final TaskDump dump() {
    long now = Clock.realNanos();
    List<JoinableTask<?>> all = new ArrayList<>(owned.snapshot());
    all.addAll(localSets.tasks());
    all.addAll(ownedBlocking.snapshot());
    return new TaskDump(
        Instant.now(),
        all.stream()
            .map(task -> info(task, now))
            .sorted(Comparator.comparing(TaskInfo::age).reversed().thenComparing(info -> info.id().value()))
            .toList());
  }

  /** One page of the live tasks; no stack is taken. Waits for nobody. */
  public final TaskPage tasks(TaskQuery query) {
    TaskLister lister = new TaskLister(query, Clock.realNanos());
    owned.forEach(lister);
    localSets.forEach(lister);
    ownedBlocking.forEach(lister);
    return lister.page();
  }

  /** The live task with that number, local ones included, as a dump shows it; or null. */
  public final @Nullable TaskInfo describe(long id) {
    JoinableTask<?> task = find(id);
    if (task == null) {
      task = localSets.tasks().stream().filter(local -> local.taskId() == id).findFirst().orElse(null);
    }
    return task == null ? null : info(task, Clock.realNanos());
  }

  /** The live task with that number, or null. */
  public final @Nullable JoinableTask<?> find(long id) {
    JoinableTask<?> task = owned.find(id);
    return task != null ? task : ownedBlocking.find(id);
  }

  /** The stack of the thread that polls {@code task} now, if any. */
  protected abstract List<String> stackOf(JoinableTask<?> task);

  /** The settings in force; not to be changed. */
  public final RuntimeConfig config() {
    return config;
  }

  /** The registry of named mutexes. */
  public final NamedMutexes mutexes() {
    return mutexes;
  }

  /** The facade, for {@code AsyncRuntime.current()}. */
  @Override
  public final Object facade() {
    return facadeWatch().get();
  }

  public final FacadeWatch facadeWatch() {
    return Objects.requireNonNull(facade, "the runtime is being built");
  }

  /** Whether somebody waits for what this runtime is doing, or will do by itself. */
  final boolean isInUse() {
    return owned.alive() > 0 || ownedBlocking.alive() > 0 || timers.nextDeadlineNanos() < Clock.FAR_FUTURE;
  }
}
