package io.asyncruntime.internal.task;

import io.asyncruntime.internal.ambient.TaskRef;

/** What a runtime does about tasks that throw. Any thread. */
public interface PanicHandler {
  /** A task threw. Called once a panic, by whoever holds the task, before the handle can see it. Never throws. */
  void panicked(JoinableTask<?> task, Throwable cause);

  /** A panic that nobody can see any more: no handle, or one that was given up unread. Once a panic. Never throws. */
  void unread(TaskRef task, Throwable cause);

  /** Whether {@link #unread} is of interest; if not, nothing is watched. */
  boolean wantsUnread();

  /** The watch over panics that a handle may still read. */
  UnreadPanics watcher();
}
