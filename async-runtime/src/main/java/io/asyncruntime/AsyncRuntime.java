package io.asyncruntime;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.blocking.Lane;
import io.asyncruntime.internal.executor.TaskExecutor;
import io.asyncruntime.internal.executor.TaskExecutorService;
import io.asyncruntime.internal.scheduler.Schedulers;
import io.asyncruntime.internal.scheduler.shared.RuntimeConfig;
import io.asyncruntime.internal.scheduler.shared.RuntimeEnterGuard;
import io.asyncruntime.internal.scheduler.shared.RuntimeFigures;
import io.asyncruntime.internal.scheduler.shared.Scheduler;
import io.asyncruntime.internal.scheduler.shared.StartNotice;
import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.util.Log;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.util.Require;
import io.asyncruntime.metrics.FinishedTask;
import io.asyncruntime.metrics.LongPoll;
import io.asyncruntime.metrics.RuntimeMetrics;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.SpareWorker;
import io.asyncruntime.metrics.TaskDump;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskPage;
import io.asyncruntime.metrics.TaskPanic;
import io.asyncruntime.metrics.TaskQuery;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.task.AbortHandle;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.EnterGuard;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.Spawner;
import io.asyncruntime.task.TaskHooks;
import io.asyncruntime.task.TaskId;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks: futures that it polls until they are done.
 *
 * <pre>{@code
 * try (AsyncRuntime runtime = AsyncRuntime.create()) {
 *   JoinHandle<Integer> answer = runtime.spawn(() -> 6 * await(Future.ready(7)));
 *   System.Logger log = System.getLogger("demo");
 *   log.log(System.Logger.Level.INFO, runtime.blockOn(answer));
 * }
 * }</pre>
 *
 * <p>{@link #spawn(Future)} queues a task and returns at once; {@link #blockOn(Future)} runs a future on the calling thread and
 * waits for it; {@link #spawnBlocking(Callable)} is for work that blocks its thread. Code between two awaits should take far less
 * than 100 ms: a watchdog names the task that takes longer.
 *
 * <p>All methods may be called from any thread, except where they say otherwise. All threads are daemon threads.
 *
 * <p>Close what you build. One that is forgotten is ended with a warning that names the place where it was built: when nothing refers to
 * it any more (nor to a lane, an executor view or an open {@link #enter()} of it), and no task, blocking job or timer of it is left.
 * As long as one is, it goes on, whoever may hold it. Handles, futures and figures do not keep it.
 */
public final class AsyncRuntime implements Spawner, AutoCloseable {
  private static final Log LOG = Log.of("io.asyncruntime.runtime");

  private final Scheduler scheduler;
  private final RuntimeMetrics metrics;

  private AsyncRuntime(Scheduler scheduler) {
    this.scheduler = scheduler;
    this.metrics = new RuntimeFigures(scheduler);
  }

  /** Settings for a runtime with a worker thread per core, which is what a service wants. */
  public static Builder multiThread() {
    return new Builder(true);
  }

  /** Settings for a runtime without threads: tasks advance only on a thread that is inside {@code blockOn}. */
  public static Builder currentThread() {
    return new Builder(false);
  }

  /** A multi-thread runtime with the default settings. */
  public static AsyncRuntime create() {
    return multiThread().build();
  }

  // ---- spawning ----

  /**
   * Queues {@code future} as a task, which starts without being awaited. Never polls on the calling thread; drops there, inside this
   * runtime, only what it refuses because it is shut down.
   *
   * @return the handle of the task; that of a task that is cancelled already, once the runtime is shut down
   */
  @Override
  public <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future) {
    return held(new JoinHandle<>(scheduler.spawn(null, future)));
  }

  /** Queues an async block as a task: its body may {@code await}. As {@link #spawn(Future)}. */
  @Override
  public <T extends @Nullable Object> JoinHandle<T> spawn(Callable<T> asyncBlock) {
    return spawn(Async.async(asyncBlock));
  }

  /** Queues an async block without a result. As {@link #spawn(Callable)}. */
  public JoinHandle<Void> spawn(Action asyncBlock) {
    return spawn(Async.async(asyncBlock));
  }

  /** As {@link #spawn(Future)}, under a name that dumps, logs and metrics show (its first 256 characters). */
  @Override
  public <T extends @Nullable Object> JoinHandle<T> spawn(String name, Future<T> future) {
    return held(new JoinHandle<>(scheduler.spawn(Objects.requireNonNull(name, "name"), future)));
  }

  /** As {@link #spawn(Callable)}, under a name. */
  public <T extends @Nullable Object> JoinHandle<T> spawn(String name, Callable<T> asyncBlock) {
    return spawn(name, Async.async(asyncBlock));
  }

  /** As {@link #spawn(Action)}, under a name. */
  public JoinHandle<Void> spawn(String name, Action asyncBlock) {
    return spawn(name, Async.async(asyncBlock));
  }

  /**
   * Queues {@code work} for a thread that may block. First come, first served; threads are reused, and there are at most
   * {@link Builder#maxBlockingThreads(int)}. The queue is long, {@link Builder#blockingQueueCapacity(int)}: see {@link #blockingLane} for one
   * that pushes back.
   *
   * @throws java.util.concurrent.RejectedExecutionException when that many jobs wait for a thread
   * @return the handle; {@code abort()} before the start means it never runs, later it interrupts the thread
   */
  @Override
  public <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> work) {
    return held(new JoinHandle<>(scheduler.spawnBlocking(null, work)));
  }

  /** As {@link #spawnBlocking(Callable)}, without a result. */
  public JoinHandle<Void> spawnBlocking(Action work) {
    return spawnBlocking(Objects.requireNonNull(work, "work").asCallable());
  }

  /** As {@link #spawnBlocking(Callable)}, under a name. */
  @Override
  public <T extends @Nullable Object> JoinHandle<T> spawnBlocking(String name, Callable<T> work) {
    return held(new JoinHandle<>(scheduler.spawnBlocking(Objects.requireNonNull(name, "name"), work)));
  }

  /** As {@link #spawnBlocking(Action)}, under a name. */
  public JoinHandle<Void> spawnBlocking(String name, Action work) {
    return spawnBlocking(name, Objects.requireNonNull(work, "work").asCallable());
  }

  /**
   * A lane that was declared with {@link Builder#blockingLane}: blocking work with bounds, and with back-pressure.
   *
   * @throws IllegalArgumentException for a name that was not declared; the message lists those that were
   */
  public BlockingLane blockingLane(String name) {
    Lane lane = scheduler.lane(Objects.requireNonNull(name, "name"));
    if (lane == null) {
      throw new IllegalArgumentException(
          "there is no blocking lane " + Names.quote(name) + "; declared are "
              + scheduler.lanes().stream().map(Lane::name).toList());
    }
    return new BlockingLane(this, lane);
  }

  /** In a call that may be the last to need this: it is not forgotten before the result is there. */
  private <R extends @Nullable Object> R held(R result) {
    Reference.reachabilityFence(this);
    return result;
  }

  // ---- running on the calling thread ----

  /**
   * Runs {@code future} on the calling thread until it is ready. On a multi-thread runtime the thread sleeps in between (while a
   * core is free it may look on for up to 50 microseconds first, as long as that pays); on a current-thread runtime it drives
   * all tasks meanwhile (several threads at once: the first drives, the others take over).
   *
   * @throws IllegalStateException in async code: await there, or wrap the call in {@code blockInPlace}
   * @throws java.util.concurrent.CompletionException around a checked failure; around an {@link InterruptedException} when the
   *     thread is interrupted: the future is dropped and the interrupt flag stays set
   */
  public <T extends @Nullable Object> T blockOn(Future<T> future) {
    return held(scheduler.blockOn(future));
  }

  /** Runs an async block on the calling thread. As {@link #blockOn(Future)}. */
  public <T extends @Nullable Object> T blockOn(Callable<T> asyncBlock) {
    return blockOn(Async.async(asyncBlock));
  }

  /** Runs an async block without a result on the calling thread. As {@link #blockOn(Future)}. */
  public void blockOn(Action asyncBlock) {
    blockOn(Async.async(asyncBlock));
  }

  /** What is behind this, for the rest of the package. */
  Scheduler scheduler() {
    return scheduler;
  }

  /** Makes this the calling thread's current runtime, for {@code Async.spawn} and timers, until the guard is closed. */
  public EnterGuard enter() {
    return new RuntimeEnterGuard(Ambient.current(), this, scheduler);
  }

  /**
   * The runtime that the calling code runs in or has entered.
   *
   * @throws IllegalStateException when there is none
   */
  public static AsyncRuntime current() {
    return tryCurrent()
        .orElseThrow(
            () -> new IllegalStateException(
                "there is no current AsyncRuntime on this thread: call it inside a task or blockOn,"
                    + " within try (var guard = runtime.enter()), or ask a runtime itself: runtime.spawn. In a Spring application"
                    + " inject AsyncRuntime and call runtime.spawn"));
  }

  /** The runtime that the calling code runs in or has entered, if any. */
  public static Optional<AsyncRuntime> tryCurrent() {
    return Ambient.current().runtime instanceof Scheduler current
        ? Optional.of((AsyncRuntime) current.facade())
        : Optional.empty();
  }

  /**
   * The index of the worker that the calling code runs on, as in {@link RuntimeMetrics#workers()}; 0 on the thread that drives a
   * current-thread runtime. It may change at each await. Empty on other threads.
   */
  public static OptionalInt workerIndex() {
    int index = Ambient.current().workerIndex;
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  // ---- what is said of it ----

  /** The name given to it. */
  public String name() {
    return scheduler.config().name;
  }

  /** Which scheduler it has. */
  public RuntimeFlavor flavor() {
    return scheduler.config().multiThread ? RuntimeFlavor.MULTI_THREAD : RuntimeFlavor.CURRENT_THREAD;
  }

  /** Its figures: a live view, readable after close too. */
  public RuntimeMetrics metrics() {
    return metrics;
  }

  /** All live tasks. Never waits for a stuck worker. */
  public TaskDump dump() {
    return scheduler.dump();
  }

  /** A page of the live tasks, filtered and sorted: takes no stacks, and what it costs in memory is what the page takes. */
  public TaskPage tasks(TaskQuery query) {
    return scheduler.tasks(Objects.requireNonNull(query, "query"));
  }

  /** The live task with that number as {@link #dump()} would show it, without a dump of the others; empty when there is none. */
  public Optional<TaskInfo> find(TaskId id) {
    return Optional.ofNullable(scheduler.describe(Objects.requireNonNull(id, "id").value()));
  }

  /**
   * The tasks and blocking jobs that ended last, newest first: how, after how long, and with which class of failure. Empty unless
   * {@link Builder#finishedTasks(int)} was set. Readable after close too.
   */
  public List<FinishedTask> finishedTasks() {
    return scheduler.finishedTasks();
  }

  /** The right to abort the live task with that number, local tasks excepted; empty when there is none. */
  public Optional<AbortHandle> abortHandle(TaskId id) {
    JoinableTask<?> task = scheduler.find(Objects.requireNonNull(id, "id").value());
    return task == null ? Optional.empty() : Optional.of(new JoinHandle<>(task).abortHandle());
  }

  /** A mutex that {@link RuntimeMetrics#mutexes()} shows under that name as long as somebody else holds it. */
  public <T extends @Nullable Object> Mutex<T> mutex(String name, T value) {
    Mutex<T> mutex = Mutex.named(name, value);
    scheduler.mutexes().add(mutex);
    return mutex;
  }

  /**
   * This runtime for code that wants an {@link Executor}: each {@link Runnable} is one task, so it must not block. What it throws
   * is an unread panic.
   *
   * @return an executor that throws {@link RejectedExecutionException} once the runtime is shut down
   */
  public Executor asExecutor() {
    return new TaskExecutor(this, scheduler);
  }

  /**
   * This runtime for code that wants an {@link ExecutorService}: as {@link #asExecutor()}, each command is one task, so it must
   * not block. The view has an end of its own, which is not that of the runtime: its {@code shutdown()} refuses further commands,
   * and {@code shutdownNow()} also withdraws those that have not begun. Each call gives another view.
   *
   * <p>Cancelling a {@code Future} of it interrupts no thread, since the thread runs other tasks too. Waiting ({@code get},
   * {@code invokeAll}, {@code invokeAny}, {@code awaitTermination}) is for plain threads, which drive a current-thread runtime
   * meanwhile; in async code it is an {@link IllegalStateException}. A wait with a limit ends in time also while another thread drives
   * that runtime; the thread that does so itself looks at the time between two polls. What a command given to {@code execute} throws is
   * an unread panic.
   *
   * @return an executor service that throws {@link RejectedExecutionException} once it, or the runtime, is shut down
   */
  public ExecutorService asExecutorService() {
    return new TaskExecutorService(this, scheduler);
  }

  // ---- the end ----

  /** Whether its shutdown has begun. */
  public boolean isShutdown() { return scheduler.isEnding(); }

  /**
   * Ends the runtime in order: refuses new tasks, drops all tasks where they wait, waits for running polls and blocking jobs until
   * {@code timeout} is over, and interrupts what is left. Idempotent.
   *
   * <p>When it returns every handle has completed, but for tasks whose own poll or {@code drop()} has not returned. A {@code drop()} that
   * never returns holds the thread it runs on, and no other task: on a multi-thread runtime that is a worker, or one of up to eight
   * further threads; where these are all held, the remaining tasks are cancelled without their {@code drop()}, and the log says so. On
   * a current-thread runtime that nobody drives it is the calling thread.
   *
   * @return what was dropped, and what was still running
   * @throws IllegalStateException in async code, and in a blocking job of this runtime: use {@link #shutdownBackground()} there
   */
  @CanIgnoreReturnValue
  public ShutdownReport shutdown(Duration timeout) {
    return scheduler.shutdown(Require.notNegative("timeout", timeout));
  }

  /** Begins the end and returns at once, in async code too: refuses new tasks and has all others dropped. Idempotent. */
  public void shutdownBackground() {
    scheduler.shutdownBackground();
  }

  /**
   * Ends the runtime as {@link #shutdown} does, and waits without limit for running polls and blocking jobs. After five seconds it
   * logs once a second what it waits for.
   *
   * @throws IllegalStateException in async code, and in a blocking job of this runtime: use {@link #shutdownBackground()} there
   */
  @Override
  public void close() {
    scheduler.shutdown(null);
  }

  /** The engine behind async blocks, in words that also say how to get the fast one. */
  public String awaitEngine() {
    return scheduler.engine().describe();
  }

  /** Name, flavor and number of workers. */
  @Override
  public String toString() {
    RuntimeConfig config = scheduler.config();
    return "AsyncRuntime[" + name() + ", " + flavor()
        + (config.multiThread ? ", " + config.workerThreads + " workers" : "") + (isShutdown() ? ", shut down]" : "]");
  }

  /**
   * The settings of a runtime. Each method checks its argument at once, returns this builder, and may be called again: the last
   * call counts. Not thread-safe; {@link #build} may be called several times.
   */
  public static final class Builder extends RuntimeBuilder {
    private Builder(boolean multiThread) {
      super(multiThread);
    }

    @Override
    public Builder name(String name) {
      super.name(name);
      return this;
    }

    @Override
    public Builder workerThreads(int n) {
      super.workerThreads(n);
      return this;
    }

    @Override
    public Builder threadNamePrefix(String prefix) {
      super.threadNamePrefix(prefix);
      return this;
    }

    @Override
    public Builder maxBlockingThreads(int n) {
      super.maxBlockingThreads(n);
      return this;
    }

    @Override
    public Builder blockingThreadKeepAlive(Duration d) {
      super.blockingThreadKeepAlive(d);
      return this;
    }

    @Override
    public Builder blockingLane(String name, int maxThreads, int queueCapacity) {
      super.blockingLane(name, maxThreads, queueCapacity);
      return this;
    }

    @Override
    public Builder blockingLane(String name, int maxThreads, int queueCapacity, boolean virtualThreads) {
      super.blockingLane(name, maxThreads, queueCapacity, virtualThreads);
      return this;
    }

    @Override
    public Builder blockingLane(String name, LaneOptions options) {
      super.blockingLane(name, options);
      return this;
    }

    @Override
    public Builder blockingQueueCapacity(int jobs) {
      super.blockingQueueCapacity(jobs);
      return this;
    }

    @Override
    public Builder eventInterval(int ticks) {
      super.eventInterval(ticks);
      return this;
    }

    @Override
    public Builder globalQueueInterval(int ticks) {
      super.globalQueueInterval(ticks);
      return this;
    }

    @Override
    public Builder lifoSlot(boolean enabled) {
      super.lifoSlot(enabled);
      return this;
    }

    @Override
    public Builder longPollThreshold(Duration d) {
      super.longPollThreshold(d);
      return this;
    }

    @Override
    public Builder onLongPoll(Consumer<LongPoll> listener) {
      super.onLongPoll(listener);
      return this;
    }

    @Override
    public Builder onTaskPanic(Consumer<TaskPanic> listener) {
      super.onTaskPanic(listener);
      return this;
    }

    @Override
    public Builder onSpareWorker(Consumer<SpareWorker> listener) {
      super.onSpareWorker(listener);
      return this;
    }

    @Override
    public Builder unhandledPanic(UnhandledPanic policy) {
      super.unhandledPanic(policy);
      return this;
    }

    @Override
    public Builder pollTimeHistogram(boolean enabled) {
      super.pollTimeHistogram(enabled);
      return this;
    }

    @Override
    public Builder taskTracking(TaskTracking level) {
      super.taskTracking(level);
      return this;
    }

    @Override
    public Builder finishedTasks(int n) {
      super.finishedTasks(n);
      return this;
    }

    @Override
    public Builder startPaused(boolean paused) {
      super.startPaused(paused);
      return this;
    }

    @Override
    public Builder rngSeed(long seed) {
      super.rngSeed(seed);
      return this;
    }

    @Override
    public Builder awaitEngine(AwaitEngine engine) {
      super.awaitEngine(engine);
      return this;
    }

    @Override
    public Builder onThreadStart(Runnable r) {
      super.onThreadStart(r);
      return this;
    }

    @Override
    public Builder onThreadStop(Runnable r) {
      super.onThreadStop(r);
      return this;
    }

    @Override
    public Builder onThreadPark(Runnable r) {
      super.onThreadPark(r);
      return this;
    }

    @Override
    public Builder onThreadUnpark(Runnable r) {
      super.onThreadUnpark(r);
      return this;
    }

    @Override
    public Builder taskHooks(TaskHooks hooks) {
      super.taskHooks(hooks);
      return this;
    }

    @Override
    public Builder contextPropagator(ContextPropagator p) {
      super.contextPropagator(p);
      return this;
    }

    /**
     * The runtime, running.
     *
     * @throws IllegalStateException for {@link AwaitEngine#FAST} where it cannot be
     * @throws OutOfMemoryError where the system does not give all threads; those it gave end
     */
    public AsyncRuntime build() {
      Scheduler scheduler = Schedulers.of(config);
      AsyncRuntime runtime = new AsyncRuntime(scheduler);
      scheduler.start(runtime, AsyncRuntime::new);
      LOG.info(() -> StartNotice.of(runtime, scheduler));
      return runtime;
    }
  }
}
