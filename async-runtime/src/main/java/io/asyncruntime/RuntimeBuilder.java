package io.asyncruntime;

import io.asyncruntime.internal.blocking.ThreadHooks;
import io.asyncruntime.internal.coroutine.CoroutineEngines;
import io.asyncruntime.internal.scheduler.measure.PanicPolicy;
import io.asyncruntime.internal.scheduler.shared.RuntimeConfig;
import io.asyncruntime.internal.util.Require;
import io.asyncruntime.metrics.LongPoll;
import io.asyncruntime.metrics.SpareWorker;
import io.asyncruntime.metrics.TaskPanic;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.TaskHooks;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The settings behind {@link AsyncRuntime.Builder}: what each means, its unit, its default, and the check of what is given. Each method
 * checks its argument at once, and may be called again: the last call counts. Not thread-safe.
 *
 * <p>Users see the methods in the builder, which gives itself back; a type parameter for that would change what their compiled code
 * calls.
 */
abstract sealed class RuntimeBuilder permits AsyncRuntime.Builder {
  private static final int MOST_FINISHED_TASKS = 100_000;

  final RuntimeConfig config = new RuntimeConfig();

  RuntimeBuilder(boolean multiThread) {
    config.multiThread = multiThread;
  }

  /** Name of the runtime, for metrics and logs; printable, not blank, at most 256 characters. Default {@code async-runtime}. */
  public RuntimeBuilder name(String name) {
    config.name = Require.name("name", name);
    return this;
  }

  /**
   * Worker threads, at least 1 and at most 32,767; ignored by the current-thread flavor. Default: the number of available
   * processors.
   */
  public RuntimeBuilder workerThreads(int n) {
    config.workerThreads = Require.between("workerThreads", n, 1, RuntimeConfig.MOST_WORKER_THREADS);
    return this;
  }

  /** What the names of the runtime's threads begin with; printable, not blank. Default {@code async-worker-}. */
  public RuntimeBuilder threadNamePrefix(String prefix) {
    config.threadNamePrefix = Require.name("threadNamePrefix", prefix);
    return this;
  }

  /** The most threads for blocking work, workers not counted; at least 1. Default 512. */
  public RuntimeBuilder maxBlockingThreads(int n) {
    config.maxBlockingThreads = Require.positive("maxBlockingThreads", n);
    return this;
  }

  /** How long an idle blocking thread is kept; longer than zero. Default 10 s. */
  public RuntimeBuilder blockingThreadKeepAlive(Duration d) {
    config.blockingKeepAlive = Require.positive("blockingThreadKeepAlive", d);
    return this;
  }

  /**
   * How many jobs of {@code spawnBlocking} may wait for a thread, all lanes aside; at least 0. One more is refused with
   * {@code RejectedExecutionException}, by the call itself. Jobs that are spawned at the same time may be a few more. Default 1,000,000.
   */
  public RuntimeBuilder blockingQueueCapacity(int jobs) {
    config.blockingQueueCapacity = Require.atLeast("blockingQueueCapacity", jobs, 0);
    return this;
  }

  /**
   * Declares a lane of the blocking pool: at most {@code maxThreads} of its jobs run at a time, and {@code queueCapacity} wait.
   * {@code maxThreads} is at least 1, {@code queueCapacity} at least 0.
   *
   * @throws IllegalArgumentException also for a name that was declared before
   */
  public RuntimeBuilder blockingLane(String name, int maxThreads, int queueCapacity) {
    return blockingLane(name, maxThreads, queueCapacity, false);
  }

  /**
   * As {@link #blockingLane(String, int, int)}. With {@code virtualThreads}, each job has a virtual thread of its own, named after
   * the runtime's prefix and the lane, and takes none of the pool's; limits, figures, context, interrupts and the end are the
   * same. Before Java 21, where there are none, the lane runs on the pool all the same, and one line of the log says so.
   *
   * <p>For jobs that wait, not for jobs that compute: they share the JDK's carrier threads, as many as cores, with every virtual thread of
   * the program. A job that computes, or that blocks in a class initialiser, a native frame or (Java 21 to 23) inside
   * {@code synchronized}, holds one until it ends; as many of those as cores stop this lane and all other virtual threads. The workers,
   * the pool and async blocks go on; but whoever waits for a socket on a virtual thread, a block of the fast engine too, is told by a
   * virtual thread of the JDK (from Java 22 on).
   *
   * @throws IllegalArgumentException also for a name that was declared before
   */
  public RuntimeBuilder blockingLane(String name, int maxThreads, int queueCapacity, boolean virtualThreads) {
    Require.name("blockingLane name", name);
    Require.positive("maxThreads of blockingLane " + name, maxThreads);
    Require.atLeast("queueCapacity of blockingLane " + name, queueCapacity, 0);
    return blockingLane(name, LaneOptions.of(maxThreads, queueCapacity).virtualThreads(virtualThreads));
  }

  /**
   * As {@link #blockingLane(String, int, int)}, with further bounds: how many callers may wait for admission, and for how long.
   *
   * @throws IllegalArgumentException also for a name that was declared before
   */
  public RuntimeBuilder blockingLane(String name, LaneOptions options) {
    Require.name("blockingLane name", name);
    if (config.lanes.putIfAbsent(name, options.config()) != null) {
      throw new IllegalArgumentException("blockingLane \"" + name + "\" is declared already");
    }
    return this;
  }

  /** Every how many polls a worker looks at timers and shutdown; at least 1. Default 61. */
  public RuntimeBuilder eventInterval(int ticks) {
    config.eventInterval = Require.positive("eventInterval", ticks);
    return this;
  }

  /**
   * Every how many polls a worker looks at the global queue before its own; at least 1. Default: tuned to the length of polls on
   * the multi-thread flavor, 31 on the other.
   */
  public RuntimeBuilder globalQueueInterval(int ticks) {
    config.globalQueueInterval = Require.positive("globalQueueInterval", ticks);
    return this;
  }

  /** Whether a task that was just woken by another runs next on that worker. Default true. */
  public RuntimeBuilder lifoSlot(boolean enabled) {
    config.lifoSlot = enabled;
    return this;
  }

  /**
   * How long a poll may take before the watchdog reports it, and before spare workers are added if all are stuck; zero switches the
   * watchdog off, and with it both. Default 100 ms.
   */
  public RuntimeBuilder longPollThreshold(Duration d) {
    config.longPollThreshold = Require.notNegative("longPollThreshold", d);
    return this;
  }

  /**
   * Told of each long poll, when it crosses the threshold and when it ends, on a thread of the watchdog's that does nothing but tell.
   * One that does not return stops what is told, and nothing else. Default none.
   */
  public RuntimeBuilder onLongPoll(Consumer<LongPoll> listener) {
    config.onLongPoll = Objects.requireNonNull(listener, "onLongPoll");
    return this;
  }

  /**
   * Told of each task and blocking job that throws, read or not, on the thread on which it threw, with the task's context in
   * force, before its handle can know. Must be quick; it must not wait for a task of this runtime. Default none.
   */
  public RuntimeBuilder onTaskPanic(Consumer<TaskPanic> listener) {
    config.onTaskPanic = Objects.requireNonNull(listener, "onTaskPanic");
    return this;
  }

  /** Told of each worker that is added while all others are stuck, as {@link #onLongPoll} is. Default none. */
  public RuntimeBuilder onSpareWorker(Consumer<SpareWorker> listener) {
    config.onSpareWorker = Objects.requireNonNull(listener, "onSpareWorker");
    return this;
  }

  /** What happens when a task throws. Default {@link UnhandledPanic#LOG}. */
  public RuntimeBuilder unhandledPanic(UnhandledPanic policy) {
    config.panicMode =
        switch (Objects.requireNonNull(policy, "unhandledPanic")) {
          case LOG -> PanicPolicy.Mode.LOG;
          case IGNORE -> PanicPolicy.Mode.IGNORE;
          case SHUTDOWN_RUNTIME -> PanicPolicy.Mode.SHUTDOWN;
        };
    return this;
  }

  /** Whether poll times are recorded, at two clock readings a poll. Default false. */
  public RuntimeBuilder pollTimeHistogram(boolean enabled) {
    config.pollTimeHistogram = enabled;
    return this;
  }

  /** What is kept of each task for dumps. Default {@link TaskTracking#COUNTERS}. */
  public RuntimeBuilder taskTracking(TaskTracking level) {
    config.tracking = RuntimeConfig.Tracking.valueOf(Objects.requireNonNull(level, "taskTracking").name());
    return this;
  }

  /**
   * How many of the tasks that ended last {@link AsyncRuntime#finishedTasks()} tells of; at least 0, at most 100,000. Each end costs a
   * reading of the clock and a word that all threads write to. Default 0.
   */
  public RuntimeBuilder finishedTasks(int n) {
    config.finishedTasks = Require.between("finishedTasks", n, 0, MOST_FINISHED_TASKS);
    return this;
  }

  /**
   * Whether the clock starts paused, for tests. Default false.
   *
   * @throws IllegalStateException for true on the multi-thread flavor
   */
  public RuntimeBuilder startPaused(boolean paused) {
    if (paused && config.multiThread) {
      throw new IllegalStateException(
          "startPaused(true) needs a clock that can be paused: use AsyncRuntime.currentThread()");
    }
    config.startPaused = paused;
    return this;
  }

  /** Makes the choices of {@code select} and of whom to steal from repeatable. Default: a seed of chance. */
  public RuntimeBuilder rngSeed(long seed) {
    config.seed = seed;
    return this;
  }

  /** How {@code await} suspends. Default {@link AwaitEngine#AUTO}. */
  public RuntimeBuilder awaitEngine(AwaitEngine engine) {
    config.engine = CoroutineEngines.Choice.valueOf(Objects.requireNonNull(engine, "awaitEngine").name());
    return this;
  }

  /** Run on each thread the runtime starts, before its first work. */
  public RuntimeBuilder onThreadStart(Runnable r) {
    ThreadHooks h = config.threadHooks;
    config.threadHooks = new ThreadHooks(Objects.requireNonNull(r, "onThreadStart"), h.stop(), h.park(), h.unpark());
    return this;
  }

  /** Run on each thread the runtime started, after its last work. */
  public RuntimeBuilder onThreadStop(Runnable r) {
    ThreadHooks h = config.threadHooks;
    config.threadHooks = new ThreadHooks(h.start(), Objects.requireNonNull(r, "onThreadStop"), h.park(), h.unpark());
    return this;
  }

  /** Run before a worker goes to sleep; it may spawn, and then the worker stays awake. */
  public RuntimeBuilder onThreadPark(Runnable r) {
    ThreadHooks h = config.threadHooks;
    config.threadHooks = new ThreadHooks(h.start(), h.stop(), Objects.requireNonNull(r, "onThreadPark"), h.unpark());
    return this;
  }

  /** Run after a worker woke up. */
  public RuntimeBuilder onThreadUnpark(Runnable r) {
    ThreadHooks h = config.threadHooks;
    config.threadHooks = new ThreadHooks(h.start(), h.stop(), h.park(), Objects.requireNonNull(r, "onThreadUnpark"));
    return this;
  }

  /** Called at the stations of each task's life. */
  public RuntimeBuilder taskHooks(TaskHooks hooks) {
    config.taskHooks = Objects.requireNonNull(hooks, "taskHooks");
    return this;
  }

  /** Carries thread-locals from the spawning code into tasks and blocking jobs. */
  public RuntimeBuilder contextPropagator(ContextPropagator p) {
    config.contextPropagator = Objects.requireNonNull(p, "contextPropagator");
    return this;
  }
}
