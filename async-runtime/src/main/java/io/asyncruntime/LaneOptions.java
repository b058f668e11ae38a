package io.asyncruntime;

import io.asyncruntime.internal.blocking.LaneLimits;
import io.asyncruntime.internal.scheduler.shared.RuntimeConfig.LaneConfig;
import io.asyncruntime.internal.util.Require;
import java.time.Duration;

/**
 * The bounds of a blocking lane, for {@code AsyncRuntime.Builder.blockingLane}. Immutable: each method gives another one.
 *
 * <pre>{@code
 * AsyncRuntime runtime = AsyncRuntime.multiThread()
 *     .blockingLane("jdbc", LaneOptions.of(10, 100).maxWaiting(200).maxQueueTime(Duration.ofSeconds(2)))
 *     .build();
 * }</pre>
 */
public final class LaneOptions {
  private final LaneLimits limits;
  private final boolean virtualThreads;

  private LaneOptions(LaneLimits limits, boolean virtualThreads) {
    this.limits = limits;
    this.virtualThreads = virtualThreads;
  }

  /**
   * On threads of the pool, with as many callers waiting for admission as come, for as long as it takes.
   *
   * @param maxThreads jobs that run at a time; at least 1
   * @param queueCapacity jobs that wait for a thread; at least 0
   * @throws IllegalArgumentException if one of them is less
   */
  public static LaneOptions of(int maxThreads, int queueCapacity) {
    return new LaneOptions(new LaneLimits(Require.positive("maxThreads", maxThreads),
        Require.atLeast("queueCapacity", queueCapacity, 0), Integer.MAX_VALUE, Duration.ZERO, Duration.ZERO), false);
  }

  /** Whether each job has a virtual thread of its own; see {@code AsyncRuntime.Builder.blockingLane}. Default false. */
  public LaneOptions virtualThreads(boolean on) {
    return new LaneOptions(limits, on);
  }

  /**
   * How many callers may wait for admission, at least 0; one more fails at once with {@code RejectedExecutionException}. Default: any
   * number.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public LaneOptions maxWaiting(int callers) {
    return new LaneOptions(limits.withMaxWaiting(Require.atLeast("maxWaiting", callers, 0)), virtualThreads);
  }

  /**
   * How long a caller may wait for admission, and then his job for a thread. A caller that waits longer fails with
   * {@code RejectedExecutionException}, and so does, unrun, a job whose turn comes later. Default: zero, which is no limit.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public LaneOptions maxQueueTime(Duration limit) {
    return new LaneOptions(limits.withMaxQueueTime(Require.notNegative("maxQueueTime", limit)), virtualThreads);
  }

  /**
   * What is done in an overload, which is when the queue of admitted jobs has not been empty for 20 times {@code target}: the newest job has
   * its turn first, and one that has waited for longer than {@code target} fails unrun with {@code RejectedExecutionException}. So of too
   * many callers some are served in time, where the oldest first would serve all of them too late. It ends when the queue is empty. Zero, the
   * default: the oldest is always first. After Maurer, "Fail at Scale" (ACM Queue 2015), and CoDel (Nichols and Jacobson, ACM Queue 2012).
   *
   * @throws IllegalArgumentException if it is negative
   */
  public LaneOptions overloadDelay(Duration target) {
    return new LaneOptions(limits.withOverloadDelay(Require.notNegative("overloadDelay", target)), virtualThreads);
  }

  LaneConfig config() {
    return new LaneConfig(limits, virtualThreads);
  }

  @Override
  public String toString() {
    return "LaneOptions[maxThreads " + limits.maxThreads() + ", queueCapacity " + limits.queueCapacity()
        + (virtualThreads ? ", virtual threads" : "")
        + (limits.maxWaiting() == Integer.MAX_VALUE ? "" : ", maxWaiting " + limits.maxWaiting())
        + (limits.maxQueueTime().isZero() ? "" : ", maxQueueTime " + limits.maxQueueTime())
        + (limits.overloadDelay().isZero() ? "" : ", overloadDelay " + limits.overloadDelay()) + ']';
  }
}
