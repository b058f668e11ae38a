package io.asyncruntime.internal.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The closeable registry of live tasks: what shutdown drops, dumps list and counters count. In parts: each worker binds in one
 * of its own, without a lock, and other threads in a few that they share. Any thread, unless a method says otherwise.
 *
 * <p>A registry that is closed refuses what is bound in a shared part from then on. In a part that a worker owns it may still
 * take what that worker was just binding, so the worker itself looks there again, at its end, for tasks to drop.
 */
public final class OwnedTasks {
  private static final int MOST_SHARED = 32;

  private final SharedShard[] shared;
  private final LongAdder[] endedElsewhere = new LongAdder[TaskOutcome.values().length];

  /** All parts, the shared ones first. Replaced by {@link #addShard}; entries stay. */
  private volatile OwnedShard[] shards;

  private volatile boolean closed;

  /** For about {@code users} threads that bind at the same time and have no part of their own. */
  public OwnedTasks(int users) {
    shared = new SharedShard[Math.min(MOST_SHARED, Integer.highestOneBit(Math.max(1, 2 * users - 1)))];
    Arrays.setAll(shared, i -> new SharedShard());
    Arrays.setAll(endedElsewhere, i -> new LongAdder());
    shards = Arrays.stream(shared).map(part -> part.tasks).toArray(OwnedShard[]::new);
  }

  /** One more part, for a thread that is its only binder. */
  public synchronized OwnedShard addShard() {
    OwnedShard[] more = Arrays.copyOf(shards, shards.length + 1);
    OwnedShard added = new OwnedShard();
    more[shards.length] = added;
    shards = more;
    return added;
  }

  /** Numbers and registers a new task, in the part that the calling thread owns, or in a shared one. False once closed. */
  public boolean bind(JoinableTask<?> task, @Nullable OwnedShard mine) {
    return mine == null ? shared[sharedIndex()].bind(task) : bindOwn(task, mine);
  }

  private boolean bindOwn(JoinableTask<?> task, OwnedShard mine) {
    if (closed) {
      mine.refuse(task);
      return false;
    }
    mine.bind(task);
    return true;
  }

  private int sharedIndex() {
    return (int) Thread.currentThread().getId() & (shared.length - 1);
  }

  /**
   * Whoever holds the task, once: it has ended. {@code mine} is the part that the calling thread owns, if any. A task that
   * {@link #bind} refused was counted there already.
   */
  public void release(JoinableTask<?> task, TaskOutcome outcome, @Nullable OwnedShard mine) {
    if (!task.leavePlace()) { return; }
    if (mine != null) {
      mine.countEnd(outcome);
    } else {
      endedElsewhere[outcome.ordinal()].increment();
    }
  }

  /** Lets go of what is not needed in the shared parts. */
  public void tidy() {
    for (SharedShard part : shared) {
      part.tidy();
    }
  }

  /** Refuses every later {@link #bind}. */
  public void close() {
    closed = true;
    for (SharedShard part : shared) {
      part.close();
    }
  }

  /** How many parts the registry has. */
  public int shards() {
    return shards.length;
  }

  /** A copy of one part, for a shutdown that drops parts in parallel. */
  public List<JoinableTask<?>> snapshot(int shard) {
    return snapshot(shards[shard]);
  }

  /** A copy of one part. */
  public List<JoinableTask<?>> snapshot(OwnedShard shard) {
    List<JoinableTask<?>> tasks = new ArrayList<>();
    shard.forEach(tasks::add);
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

  /** Shows every live task to {@code viewer}, in no order, and copies nothing. */
  public void forEach(Consumer<? super JoinableTask<?>> viewer) {
    for (OwnedShard shard : shards) {
      shard.forEach(viewer);
    }
  }

  /** Keeps the task with that number. */
  private static final class Finder implements Consumer<JoinableTask<?>> {
    private final long id;
    private @Nullable JoinableTask<?> found;

    Finder(long id) {
      this.id = id;
    }

    @Override
    public void accept(JoinableTask<?> task) {
      if (task.taskId() == id) {
        found = task;
      }
    }
  }

  /** The live task with that number, or null. */
  public @Nullable JoinableTask<?> find(long id) {
    Finder finder = new Finder(id);
    forEach(finder);
    return finder.found;
  }

  /** How many were spawned. */
  public long spawned() {
    return sum(OwnedShard::bound);
  }

  /** How many were accepted from threads that own no part. */
  public long boundElsewhere() {
    return Arrays.stream(shared).mapToLong(part -> part.tasks.bound() - part.tasks.refused()).sum();
  }

  /** How many are alive. Ends are counted before spawns, so that a task which begins and ends meanwhile is no end too many. */
  public long alive() {
    long ended = 0;
    for (TaskOutcome outcome : TaskOutcome.values()) {
      ended += ended(outcome);
    }
    return spawned() - ended;
  }

  /** How many ended like that. */
  public long ended(TaskOutcome outcome) {
    return endedElsewhere[outcome.ordinal()].sum() + sum(shard -> shard.ended(outcome));
  }

  private long sum(ToLongFunction<OwnedShard> figure) {
    long total = 0;
    for (OwnedShard shard : shards) {
      total += figure.applyAsLong(shard);
    }
    return total;
  }
}
