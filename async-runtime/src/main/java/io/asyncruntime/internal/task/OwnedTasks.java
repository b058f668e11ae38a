package io.asyncruntime.internal.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The closeable registry of live tasks: what shutdown drops, dumps list and counters count. Sharded, so that each worker binds
 * in a shard of its own; a task is released in the shard it was bound in. Any thread.
 */
public final class OwnedTasks {
  private static final int MOST_SHARDS = 64;

  private final OwnedShard[] shards;

  /** For about {@code users} threads that bind often. */
  public OwnedTasks(int users) {
    int wanted = Math.min(MOST_SHARDS, Integer.highestOneBit(Math.max(1, 2 * users - 1)) * 2);
    shards = new OwnedShard[wanted];
    for (int i = 0; i < wanted; i++) {
      shards[i] = new OwnedShard();
    }
  }

  /** Where the calling thread binds: each worker in a shard of its own, all other threads (-1) in the other half of them. */
  public int affinity(int workerIndex) {
    int half = shards.length / 2;
    return workerIndex >= 0 ? workerIndex & (half - 1)
        : half + ((int) Thread.currentThread().getId() & (half - 1));
  }

  /** Numbers and registers a new task. {@code affinity} spreads threads over shards. False once closed. */
  public boolean bind(JoinableTask<?> task, int affinity) {
    return shards[affinity & (shards.length - 1)].bind(task);
  }

  /** Whoever holds the task, once: it has ended. A task that {@link #bind} refused was counted there already. */
  public void release(JoinableTask<?> task, TaskOutcome outcome) {
    OwnedShard shard = task.shard;
    if (shard != null) {
      shard.release(task, outcome);
    }
  }

  /** As {@link #release(JoinableTask, TaskOutcome)}, on a thread that binds in the shard of {@code affinity}. */
  public void release(JoinableTask<?> task, TaskOutcome outcome, int affinity) {
    OwnedShard shard = task.shard;
    if (shard != null && shard == shards[affinity & (shards.length - 1)]) {
      shard.release(task, outcome);
    } else if (shard != null) {
      shard.releaseElsewhere(task, outcome);
    }
  }

  /** Lets go of all tasks that have ended, also where nobody spawns any more. */
  public void tidy() {
    for (OwnedShard shard : shards) {
      shard.tidy();
    }
  }

  /** Refuses every later {@link #bind}. */
  public void close() {
    for (OwnedShard shard : shards) {
      shard.close();
    }
  }

  /** How many parts the registry has. */
  public int shards() {
    return shards.length;
  }

  /** A copy of one part, for a shutdown that drops parts in parallel. */
  public List<JoinableTask<?>> snapshot(int shard) {
    List<JoinableTask<?>> tasks = new ArrayList<>();
    shards[shard].forEach(tasks::add);
    return tasks;
  }

  /** A copy of the list, oldest first. */
  public List<JoinableTask<?>> snapshot() {
    List<JoinableTask<?>> all = new ArrayList<>();
    for (OwnedShard shard : shards) {
      shard.forEach(all::add);
    }
    all.sort((a, b) -> {
      int byAge = Long.compare(a.spawnedNanos(), b.spawnedNanos());
      return byAge != 0 ? byAge : Long.compare(a.taskId(), b.taskId());
    });
    return all;
  }

  /** The live task with that number, or null. */
  public @Nullable JoinableTask<?> find(long id) {
    return snapshot().stream().filter(task -> task.taskId() == id).findFirst().orElse(null);
  }

  /** How many were spawned. */
  public long spawned() {
    return sum(OwnedShard::bound);
  }

  /** How many are alive. */
  public long alive() {
    return sum(OwnedShard::alive);
  }

  /** How many ended like that. */
  public long ended(TaskOutcome outcome) {
    Objects.requireNonNull(outcome);
    return sum(shard -> shard.ended(outcome));
  }

  private long sum(ToLongFunction<OwnedShard> figure) {
    long total = 0;
    for (OwnedShard shard : shards) {
      total += figure.applyAsLong(shard);
    }
    return total;
  }
}
