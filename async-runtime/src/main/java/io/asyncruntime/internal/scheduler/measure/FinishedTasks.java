package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.task.TaskOutcome;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.metrics.FinishedTask;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that ended last, so many at the most: a new one takes the place of the oldest. Holds nothing of a task but a few words.
 * Any thread writes, whoever ends a task; any thread reads.
 */
public final class FinishedTasks {
  private final SpinLock lock = new SpinLock();
  private final @Nullable Entry[] ring;

  /** How many there were ever. Guarded by the lock, as the places of the ring are. */
  private long count;

  /** Of the last {@code size} tasks; at least 1. */
  public FinishedTasks(int size) {
    this.ring = new Entry[size];
  }

  private record Entry(long id, String name, TaskKind kind, TaskOutcome outcome, long endedNanos, long livedNanos,
      String failure) {
    FinishedTask told(Instant now, long nowNanos) {
      return new FinishedTask(new TaskId(id), name, kind, FinishedTask.Outcome.valueOf(outcome.name()),
          now.minusNanos(Math.max(0, nowNanos - endedNanos)), Duration.ofNanos(Math.max(0, livedNanos)), failure);
    }
  }

  /** Whoever ends {@code task}, once. */
  public void add(JoinableTask<?> task, TaskOutcome outcome) {
    long now = Clock.realNanos();
    Entry entry = new Entry(task.taskId(), Objects.requireNonNullElse(task.taskName(), ""), task.kind(), outcome, now,
        now - task.spawnedNanos(), task.failureClass()); // outside the lock: there may be no memory for it
    lock.lock();
    try {
      ring[(int) (count++ % ring.length)] = entry;
    } finally {
      lock.unlock();
    }
  }

  /** The last ones, newest first. */
  public List<FinishedTask> newestFirst() {
    @Nullable Entry[] seen = new Entry[ring.length];
    copyInto(seen);
    Instant now = Instant.now();
    long nowNanos = Clock.realNanos();
    List<FinishedTask> told = new ArrayList<>(seen.length);
    for (Entry each : seen) {
      if (each != null) {
        told.add(each.told(now, nowNanos));
      }
    }
    return List.copyOf(told);
  }

  private void copyInto(@Nullable Entry[] seen) {
    lock.lock();
    try {
      int there = (int) Math.min(count, ring.length);
      for (int i = 0; i < there; i++) {
        seen[i] = ring[(int) ((count - 1 - i) % ring.length)];
      }
    } finally {
      lock.unlock();
    }
  }
}
