package io.asyncruntime.internal.blocking;

import java.time.Duration;

/**
 * The bounds of a lane.
 *
 * @param maxThreads jobs that run at a time
 * @param queueCapacity jobs that wait for a thread
 * @param maxWaiting callers that wait for admission
 * @param maxQueueTime how long each of the two waits may be; zero is no limit
 */
public record LaneLimits(int maxThreads, int queueCapacity, int maxWaiting, Duration maxQueueTime) {
  /** Permits for all jobs that may be admitted at a time. */
  long permits() {
    return (long) maxThreads + queueCapacity;
  }
}
