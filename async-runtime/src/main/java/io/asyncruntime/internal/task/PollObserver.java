package io.asyncruntime.internal.task;

import io.asyncruntime.internal.ambient.Ambient;

/** What a runtime does around polls when it is asked to: hooks, contexts, times. The polling thread. Neither may throw. */
public interface PollObserver {
  /** Before a poll (or the drop of a cancelled task's future). */
  void before(Task<?> task, Ambient here);

  /** After it, on the same thread. */
  void after(Task<?> task, Ambient here);
}
