package io.asyncruntime.internal.task;

import io.asyncruntime.internal.util.SpinLock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One part of the registry of live tasks: an intrusive list and the counts of what passed through it, under one lock of its own.
 * All fields are guarded by {@link #lock}; a worker uses its own shard, so the lock is rarely contended.
 */
final class OwnedShard {
  private static final int ID_BLOCK = 1024;

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

  /** Any thread, once a task, before anyone else sees it. Numbers it. False when the registry is closed. */
  boolean bind(JoinableTask<?> task) {
    lock.lock();
    try {
      task.identify(takeId());
      bound++;
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

  /** Whoever holds the task, once. */
  void release(JoinableTask<?> task, TaskOutcome outcome) {
    lock.lock();
    unlink(task);
    released++;
    outcomes[outcome.ordinal()]++;
    lock.unlock();
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
      return bound - released;
    } finally {
      lock.unlock();
    }
  }

  /** Any thread. How many ended like that. */
  long ended(TaskOutcome outcome) {
    lock.lock();
    try {
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
