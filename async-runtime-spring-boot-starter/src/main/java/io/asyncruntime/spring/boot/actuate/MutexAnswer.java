package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.metrics.MutexMetrics;
import io.asyncruntime.spring.boot.support.DisplayNames;
import io.asyncruntime.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A named mutex.
 *
 * @param name its name
 * @param acquisitions how often it was locked
 * @param contended how often someone had to wait
 * @param waiting how many wait now
 * @param locked whether it is locked now
 * @param totalWait time spent waiting by all who had to wait
 * @param maxWait the longest wait
 * @param totalHold time for which it was held
 * @param maxHold the longest hold that has ended
 * @param holderSince when the present holder got it; absent when it is not locked
 * @param holder the number of the task that holds it; absent when none does
 * @param heldAcross the line in which its holder stands meanwhile, such as that of a lane, and how long it is: a reason to unlock before
 */
public record MutexAnswer(
    String name,
    long acquisitions,
    long contended,
    int waiting,
    boolean locked,
    Duration totalWait,
    Duration maxWait,
    Duration totalHold,
    Duration maxHold,
    @Nullable Instant holderSince,
    @Nullable String holder,
    @Nullable String heldAcross) {
  static MutexAnswer of(MutexMetrics mutex) {
    return new MutexAnswer(DisplayNames.of(mutex.name()), mutex.acquisitions(), mutex.contended(), mutex.waiting(),
        mutex.locked(), mutex.totalWait(), mutex.maxWait(), mutex.totalHold(), mutex.maxHold(),
        holderSince(mutex.heldFor()), mutex.holder().map(TaskId::toString).orElse(null),
        mutex.heldAcross().map(DisplayNames::of).orElse(null));
  }

  private static @Nullable Instant holderSince(Duration heldFor) {
    return heldFor.isZero() ? null : Instant.now().minus(heldFor).truncatedTo(ChronoUnit.MILLIS);
  }
}
