package io.asyncruntime.internal.task;

import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import org.jspecify.annotations.Nullable;

/** What a runtime does around polls when it is asked to: hooks, contexts, times. The polling thread. Neither may throw. */
public interface PollObserver {
  /** Before a poll. */
  void before(Task<?> task, Ambient here);

  /** After it, on the same thread. {@code result} is null when the poll threw. */
  void after(Task<?> task, Ambient here, @Nullable Poll<?> result);

  /** Before the future of a cancelled task is dropped, which is no poll but runs in the task's context. */
  void beforeDrop(Task<?> task, Ambient here);

  /** After it, on the same thread. */
  void afterDrop(Task<?> task);
}
