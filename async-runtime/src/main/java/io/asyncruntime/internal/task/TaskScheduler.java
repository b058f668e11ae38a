package io.asyncruntime.internal.task;

import io.asyncruntime.internal.ambient.Ambient;
import org.jspecify.annotations.Nullable;

/** The only upward calls of a task: who queues it, and who hears of its end. */
public interface TaskScheduler {
  /** Queues a task that was woken or spawned. Any thread. */
  void schedule(Task<?> task);

  /** Queues a task that was woken during its own poll, behind its peers. The polling thread. */
  void reschedule(Task<?> task);

  /**
   * Queues a task that yielded, once the ready tasks of this thread had their turn; it is held by whoever takes it from there.
   * The polling thread, {@code here}. For schedulers that call {@link Task#yieldAfterPoll}, and claim what is queued at their end.
   */
  default void yielded(Task<?> task, Ambient here) {
    throw new UnsupportedOperationException("this scheduler holds no tasks back");
  }

  /** The future of {@code task} is gone. Called once, before the end becomes visible to the handle, by whoever holds the task. */
  void released(Task<?> task, TaskOutcome outcome);

  /** Whether its end has begun: tasks that are idle then are dropped by whoever comes to them, and no more polled. */
  default boolean isEnding() {
    return false;
  }

  /** Where panics of its tasks are reported. */
  PanicHandler panics();

  /** What is done around each poll, or null. */
  @Nullable
  PollObserver observer();

  /** Whether polls and wakes are shown. */
  boolean counts();
}
