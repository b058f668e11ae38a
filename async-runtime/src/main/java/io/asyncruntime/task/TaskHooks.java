package io.asyncruntime.task;

/**
 * Calls at the stations of a task's life. Each defaults to nothing. What a hook throws is logged and otherwise ignored.
 * Hooks run on the thread named below and must be short; they are not called for tasks of a {@code LocalSet}.
 *
 * <pre>{@code
 * TaskHooks hooks = new TaskHooks() {
 *   @Override
 *   public void onTerminate(TaskMeta task) { ended.increment(); }
 * };
 * AsyncRuntime watched = AsyncRuntime.multiThread().taskHooks(hooks).build();
 * }</pre>
 */
public interface TaskHooks {
  /** The task was made, and is not queued yet. On the spawning thread. Not for blocking jobs. */
  default void onSpawn(TaskMeta task) {}

  /** The task's future is about to be polled. On the polling thread. */
  default void beforePoll(TaskMeta task) {}

  /** The task's future was polled. On the polling thread. */
  default void afterPoll(TaskMeta task) {}

  /** The task completed, failed or was dropped. Once a task, on the thread on which that happened. */
  default void onTerminate(TaskMeta task) {}
}
