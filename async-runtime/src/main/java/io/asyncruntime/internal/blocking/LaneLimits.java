package io.asyncruntime.internal.blocking;

import java.time.Duration;

/**
 * The bounds of a lane.
 *
 * @param maxThreads jobs that run at a time
 * @param queueCapacity jobs that wait for a thread
 * @param maxWaiting callers that wait for admission
 * @param maxQueueTime how long each of the two waits may be; zero is no limit
 * @param overloadDelay how long a job may wait for a thread in an overload, in which the newest comes first; zero: that is not looked for
 */
public record LaneLimits(int maxThreads, int queueCapacity, int maxWaiting, Duration maxQueueTime,
    Duration overloadDelay) {
  /** The same with another {@link #maxWaiting}. */
  public LaneLimits withMaxWaiting(int callers) {
    return new LaneLimits(maxThreads, queueCapacity, callers, maxQueueTime, overloadDelay);
  }

  /** The same with another {@link #maxQueueTime}. */
  public LaneLimits withMaxQueueTime(Duration limit) {
    return new LaneLimits(maxThreads, queueCapacity, maxWaiting, limit, overloadDelay);
  }

  /** The same with another {@link #overloadDelay}. */
  public LaneLimits withOverloadDelay(Duration target) {
    return new LaneLimits(maxThreads, queueCapacity, maxWaiting, maxQueueTime, target);
  }

  /** Permits for all jobs that may be admitted at a time. */
  long permits() {
    return (long) maxThreads + queueCapacity;
  }
}
