package io.asyncruntime.internal.task;

import io.asyncruntime.internal.util.SpinLock;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One part of the registry of live tasks: an intrusive list and the counts of what passed through it, under one lock of its own.
 * All fields but {@link #ended} are guarded by {@link #lock}. A worker binds in its own shard, so nobody waits for the lock.
 *
 * <p>Whoever ends a task elsewhere does not wait for it either: it pushes the task on {@link #ended}, a stack in one reference
 * and so a state machine, from which whoever has the lock next unlinks them ({@link #unlinkEnded}).
 *
 * <pre>
 *   ended: T -> task, task.nextEnded = T   whoever ended a task: CAS, releases what it wrote to the task
 *   ended: T -> empty                      the holder of the lock: exchange, acquires all that was pushed
 * </pre>
 *
 * <p>Nothing is lost to a reader of the counts: the push comes before the task is marked complete, and a reader takes the stack
 * before it reads. An idle shard keeps fewer than {@link #BATCH} tasks that have ended alive.
 */
final class OwnedShard {
  private static final int ID_BLOCK = 1024;

  /** How many ends are pushed, or tasks bound, until somebody unlinks what has ended. A power of two. */
  static final int BATCH = 32;

  private static final VarHandle ENDED =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "ended", VarHandle.class, OwnedShard.class,
          JoinableTask.class);

  /** The start of the next block of task numbers, for all registries of the process. */
  private static final AtomicLong NEXT_BLOCK = new AtomicLong(1);

  private final SpinLock lock = new SpinLock();
  private @Nullable JoinableTask<?> newest;
  private boolean closed;
  private long nextId;
  private long idLimit;
  private long bound;
  private long released;
  private final long[] outcomes = new long[TaskOutcome.values().length];
  private volatile @Nullable JoinableTask<?> ended;

  /** Any thread, once a task, before anyone else sees it. Numbers it. False when the registry is closed. */
  boolean bind(JoinableTask<?> task) {
    lock.lock();
    try {
      task.identify(takeId());
      if ((++bound & (BATCH - 1)) == 0) {
        unlinkEnded();
      }
      if (closed) {
        released++;
        outcomes[TaskOutcome.CANCELLED.ordinal()]++;
        return false;
      }
      link(task);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whoever holds the task, once, on a thread that binds here. Never waits. */
  void release(JoinableTask<?> task, TaskOutcome outcome) {
    if (!lock.tryLock()) {
      releaseElsewhere(task, outcome);
      return;
    }
    unlink(task);
    released++;
    outcomes[outcome.ordinal()]++;
    lock.unlock();
  }

  /** Whoever holds the task, once, on any thread. Never waits. */
  void releaseElsewhere(JoinableTask<?> task, TaskOutcome outcome) {
    task.endedAs = outcome;
    JoinableTask<?> top;
    do {
      top = ended;
      task.nextEnded = top;
      task.endedBelow = top == null ? 0 : top.endedBelow + 1;
    } while (!ENDED.compareAndSet(this, top, task));
    if ((task.endedBelow & (BATCH - 1)) == BATCH - 1 && lock.tryLock()) {
      unlinkEnded();
      lock.unlock();
    }
  }

  /** Any thread. Lets go of the tasks that have ended, so that nothing keeps them alive; not if somebody is at it. */
  void tidy() {
    if (ended != null && lock.tryLock()) {
      unlinkEnded();
      lock.unlock();
    }
  }

  /** Under the lock. */
  private void unlinkEnded() {
    JoinableTask<?> task = ended == null ? null : (JoinableTask<?>) ENDED.getAndSet(this, null);
    while (task != null) {
      JoinableTask<?> below = task.nextEnded;
      task.nextEnded = null;
      unlink(task);
      released++;
      outcomes[Objects.requireNonNull(task.endedAs).ordinal()]++;
      task = below;
    }
  }

  /** The runtime, at shutdown. No task is bound any more. */
  void close() {
    lock.lock();
    closed = true;
    lock.unlock();
  }

  /** Any thread. Shows every task to {@code viewer}, which must be quick and must not call back. */
  void forEach(Consumer<? super JoinableTask<?>> viewer) {
    lock.lock();
    try {
      unlinkEnded();
      for (JoinableTask<?> task = newest; task != null; task = task.next) {
        viewer.accept(task);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Any thread. How many were bound. */
  long bound() {
    lock.lock();
    try {
      return bound;
    } finally {
      lock.unlock();
    }
  }

  /** Any thread. How many were bound and not released. */
  long alive() {
    lock.lock();
    try {
      unlinkEnded();
      return bound - released;
    } finally {
      lock.unlock();
    }
  }

  /** Any thread. How many ended like that. */
  long ended(TaskOutcome outcome) {
    lock.lock();
    try {
      unlinkEnded();
      return outcomes[outcome.ordinal()];
    } finally {
      lock.unlock();
    }
  }

  private long takeId() {
    if (nextId == idLimit) {
      nextId = NEXT_BLOCK.getAndAdd(ID_BLOCK);
      idLimit = nextId + ID_BLOCK;
    }
    return nextId++;
  }

  private void link(JoinableTask<?> task) {
    task.shard = this;
    task.next = newest;
    if (newest != null) {
      newest.previous = task;
    }
    newest = task;
  }

  private void unlink(JoinableTask<?> task) {
    JoinableTask<?> before = task.previous;
    JoinableTask<?> after = task.next;
    if (before != null) {
      before.next = after;
    } else if (newest == task) {
      newest = after;
    }
    if (after != null) {
      after.previous = before;
    }
    task.previous = null;
    task.next = null;
  }
}
