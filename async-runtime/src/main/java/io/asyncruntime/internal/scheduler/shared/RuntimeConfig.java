package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.internal.blocking.LaneLimits;
import io.asyncruntime.internal.blocking.ThreadHooks;
import io.asyncruntime.internal.coroutine.CoroutineEngines;
import io.asyncruntime.internal.scheduler.measure.PanicPolicy;
import io.asyncruntime.internal.scheduler.multithread.IdleWorkers;
import io.asyncruntime.metrics.LongPoll;
import io.asyncruntime.metrics.SpareWorker;
import io.asyncruntime.metrics.TaskPanic;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.TaskHooks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a runtime, with their defaults. The facade's builder fills in the fields, checked; the runtime works on a
 * {@link #copy()} that nobody changes.
 */
public final class RuntimeConfig implements Cloneable {
  /** As many leave as many for spare ones, of those that can be counted ({@link IdleWorkers#MOST_WORKERS}). */
  public static final int MOST_WORKER_THREADS = 32_767;

  /** What is kept of each task for dumps. */
  public enum Tracking {
    /** Nothing but its existence. */
    OFF,
    /** Polls and wakes. */
    COUNTERS,
    /** Times and the place of the spawn as well. */
    TIMED
  }

  /** A declared lane: its bounds, and whether its jobs run on virtual threads where there are any. */
  public record LaneConfig(LaneLimits limits, boolean virtualThreads) {
  }

  public boolean multiThread;
  public String name = "async-runtime";
  public int workerThreads = Runtime.getRuntime().availableProcessors();
  public String threadNamePrefix = "async-worker-";
  public int maxBlockingThreads = 512;
  public Duration blockingKeepAlive = Duration.ofSeconds(10);
  public int blockingQueueCapacity = 1_000_000;
  public Map<String, LaneConfig> lanes = new LinkedHashMap<>();
  public int eventInterval = 61;

  /** 0 is the flavor's own: self-tuned, or 31. */
  public int globalQueueInterval;

  public boolean lifoSlot = true;
  public Duration longPollThreshold = Duration.ofMillis(100);
  public @Nullable Consumer<? super LongPoll> onLongPoll;
  public @Nullable Consumer<? super SpareWorker> onSpareWorker;
  public @Nullable Consumer<? super TaskPanic> onTaskPanic;
  public PanicPolicy.Mode panicMode = PanicPolicy.Mode.LOG;
  public boolean pollTimeHistogram;
  public Tracking tracking = Tracking.COUNTERS;

  /** How many tasks that ended are remembered. */
  public int finishedTasks;

  public boolean startPaused;
  public @Nullable Long seed;
  public CoroutineEngines.Choice engine = CoroutineEngines.Choice.AUTO;
  public ThreadHooks threadHooks = ThreadHooks.NONE;

  /** Starts each thread; those of tests refuse some, as a system that has none left. */
  public Consumer<? super Thread> threadStarter = Thread::start;

  public @Nullable TaskHooks taskHooks;
  public @Nullable ContextPropagator contextPropagator;

  /** All defaults. */
  public RuntimeConfig() {}

  /** The same settings, apart from later changes of this object. */
  public RuntimeConfig copy() {
    try {
      RuntimeConfig copy = (RuntimeConfig) clone();
      copy.lanes = new LinkedHashMap<>(lanes);
      return copy;
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
