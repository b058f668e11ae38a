package io.asyncruntime.internal.scheduler.currentthread;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.coroutine.CoroutineEngine;
import io.asyncruntime.internal.queue.InjectQueue;
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
import io.asyncruntime.internal.util.PausableClock;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler without threads: tasks advance on the thread that is inside {@code blockOn}. Of several such threads the first
 * drives, the others poll their own futures only; when the driver leaves, one of them takes over. Any thread may call it.
 *
 * <p>The seat of the driver is one reference: {@code null -> call} by the thread of the call, {@code call -> null} by the same.
 * A waiting call enters itself in {@link #waiting} before it looks at the seat for the last time; a leaving driver empties the
 * seat before it looks for someone waiting: one sees the other.
 */
public final class CurrentThreadScheduler extends Scheduler {
  public final InjectQueue<Task<?>> inject = new InjectQueue<>();
  final PausableClock clock;
  private final CurrentThreadLoop loop;
  private final AtomicReference<@Nullable BlockOn<?>> driving = new AtomicReference<>();
  private final Queue<BlockOn<?>> waiting = new ConcurrentLinkedQueue<>();
  private final LongAdder remoteSchedules = new LongAdder();
  private final RuntimeEnd end = new RuntimeEnd(this);
  private final AtomicInteger blockingOutstanding = new AtomicInteger();

  /** Set once, when the registries refuse tasks already. */
  private volatile boolean closing;

  /** Whether the end has dropped all tasks. Written by whoever sits in the driver's seat. */
  private volatile boolean dropped;

  public CurrentThreadScheduler(RuntimeConfig config) {
    this(config, new PausableClock(config.startPaused));
  }

  private CurrentThreadScheduler(RuntimeConfig config, PausableClock clock) {
    super(config, clock, 1);
    this.clock = clock;
    this.loop = new CurrentThreadLoop(this);
  }

  @Override
  protected void startThreads() {
    // it has none
  }

  // ---- blockOn ----

  /** Drives the scheduler meanwhile, if nobody else does. */
  @Override
  protected <T extends @Nullable Object> T drive(BlockOn<T> call, Ambient here) throws Exception {
    while (true) {
      if (driving.compareAndSet(null, call)) { return driveSeated(call, here); }
      Poll<T> poll = waitForSeat(call);
      if (poll.isReady()) { return poll.value(); }
    }
  }

  private <T extends @Nullable Object> T driveSeated(BlockOn<T> call, Ambient here) throws Exception {
    try {
      return loop.run(call, here);
    } finally {
      leaveSeat();
    }
  }

  /** Polls the call's own future only. Ready with its result, or Pending when the seat is empty. */
  private <T extends @Nullable Object> Poll<T> waitForSeat(BlockOn<T> call) throws Exception {
    waiting.add(call);
    try {
      while (driving.get() != null) {
        Poll<T> poll = call.pollIfWoken();
        if (poll.isReady()) { return poll; }
        if (driving.get() != null) {
          call.sleepUntilDeadline();
        }
      }
      return Poll.pending();
    } finally {
      waiting.remove(call);
      passSeatOn();
    }
  }

  private void leaveSeat() {
    driving.set(null);
    if (isClosing() && !dropped) {
      dropTasksIfNobodyDrives();
    }
    passSeatOn();
  }

  /** The seat may be empty, and a nudge meant for one that has left since: tell the next. */
  private void passSeatOn() {
    BlockOn<?> next = driving.get() == null ? waiting.peek() : null;
    if (next != null) {
      next.nudge();
    }
  }

  private void nudgeDriver() {
    BlockOn<?> driver = driving.get();
    if (driver != null) {
      driver.nudge();
    }
  }

  // ---- scheduling ----

  @Override
  public void schedule(Task<?> task) {
    if (isDriver()) {
      loop.push(task);
    } else {
      remoteSchedules.increment();
      inject.push(task);
      nudgeDriver();
    }
  }

  @Override
  public void reschedule(Task<?> task) {
    schedule(task);
  }

  private boolean isDriver() { return Ambient.current().driver == loop; }

  /** None: the seat changes hands, and a thread in it is as quick with a lock that nobody contends for. */
  @Override
  @Nullable
  protected OwnedShard shardOf(Ambient here) {
    return null;
  }

  @Override
  protected long spawnNanos(Ambient here) {
    return Clock.realNanos();
  }

  // ---- time ----

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  protected void onEarlierTimer() {
    if (!isDriver()) {
      nudgeDriver();
    }
  }

  @Override
  public void pauseClock() {
    if (!clock.pause()) { throw new IllegalStateException("the clock is paused already"); }
  }

  @Override
  public void resumeClock() {
    if (!clock.resume()) { throw notPaused(); }
    nudgeDriver();
  }

  @Override
  public Future<Void> advanceClock(Duration step) {
    return new AdvanceClock(this, step);
  }

  static IllegalStateException notPaused() {
    return new IllegalStateException(
        "the clock is running: pause it first, with RuntimeClock.pause() or startPaused(true)");
  }

  @Override
  protected void blockingBegins() {
    facadeWatch().begin(); // for there will be a thread
    blockingOutstanding.incrementAndGet();
  }

  /** Whether a blocking job has still to say something: a paused clock does not jump ahead of it. */
  boolean awaitsBlocking() {
    return blockingOutstanding.get() > 0;
  }

  /** Who awaits the job was woken before this: so the driver, which looks at its tasks first, polls it before it jumps. */
  @Override
  public void finished(BlockingTask<?> task) {
    blockingOutstanding.decrementAndGet();
    if (clock.isPaused()) {
      nudgeDriver();
    }
    facadeWatch().endIfForgotten();
  }

  // ---- the end ----

  @Override
  public boolean isClosing() { return closing; }

  @Override
  protected boolean loopsHaveEnded() {
    return dropped;
  }

  @Override
  protected void interruptLoops() {
    Thread driver = loop.thread();
    if (driver != null && loop.pollingTask() != null) {
      driver.interrupt();
    }
  }

  @Override
  public void shutdownBackground() {
    if (end.begin()) {
      closing = true;
      dropTasksIfNobodyDrives();
      nudgeDriver();
    }
  }

  /** Where no thread runs tasks, the one that ends the runtime must drop them. */
  private void dropTasksIfNobodyDrives() {
    Ambient here = Ambient.current();
    BlockOn<Void> seat = new BlockOn<>(this, here, Future.pending());
    if (driving.compareAndSet(null, seat)) {
      try {
        BlockOn.dropWithin(this, here, () -> loop.dropTasks(here));
      } finally {
        driving.set(null);
        passSeatOn();
      }
    }
  }

  @Override
  protected void dropIdleTasks() {
    Ambient here = Ambient.current();
    BlockOn.dropWithin(this, here, () -> dropTasks(owned.snapshot(), here));
  }

  /** The driver, once. */
  void tasksDropped() {
    dropped = true;
    end.loopEnded();
  }

  boolean mustDropTasks() {
    return isClosing() && !dropped;
  }

  @Override
  public ShutdownReport shutdown(@Nullable Duration timeout) {
    return end.run(timeout);
  }

  // ---- what is said of it ----

  @Override
  protected int numWorkers() {
    return 1;
  }

  @Override
  protected List<WorkerMetrics> workerMetrics() {
    return List.of(new WorkerFigures(0, loop.counters, loop));
  }

  @Override
  protected int globalQueueDepth() {
    return inject.size();
  }

  @Override
  protected long remoteScheduleCount() {
    return remoteSchedules.sum();
  }

  @Override
  protected long budgetForcedYieldCount() {
    return loop.counters.get(Counter.FORCED_YIELDS);
  }

  @Override
  protected long longPollCount() {
    return 0; // no thread to watch with
  }

  @Override
  protected List<String> stackOf(JoinableTask<?> task) {
    Thread thread = loop.thread();
    return thread != null && loop.pollingTask() == task ? TaskInfos.frames(thread.getStackTrace()) : List.of();
  }

  @Override
  public CoroutineEngine.Blocking blockingMode(Ambient place) {
    return CoroutineEngine.Blocking.BLOCK_POLLER;
  }
}
