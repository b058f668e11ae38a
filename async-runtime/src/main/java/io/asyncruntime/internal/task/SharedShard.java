package io.asyncruntime.internal.task;

import io.asyncruntime.internal.util.SpinLock;

/** A part of the registry for threads that have none of their own: whoever holds the lock is its binder. Any thread. */
final class SharedShard {
  final OwnedShard tasks = new OwnedShard();
  private final SpinLock lock = new SpinLock();
  private boolean closed; // guarded by lock

  /** Registers a task, or counts one that came too late. Whether the registry is open. */
  boolean bind(JoinableTask<?> task) {
    lock.lock();
    try {
      if (closed) {
        tasks.refuse(task);
      } else {
        tasks.bind(task);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses every later task. What was bound before is visible to the caller. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of what nobody needs; not if somebody is at it. */
  void tidy() {
    if (lock.tryLock()) {
      try {
        tasks.tidy();
      } finally {
        lock.unlock();
      }
    }
  }
}
