package io.asyncruntime.internal.ambient;

import org.jspecify.annotations.Nullable;

/** The task being polled, as far as this package may know it. Any thread. */
public interface TaskRef {
  /** The number of the task, unique in this process. */
  long taskId();

  /** The name the user gave it. */
  @Nullable
  String taskName();
}
