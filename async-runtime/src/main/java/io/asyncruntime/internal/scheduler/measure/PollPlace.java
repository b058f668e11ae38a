package io.asyncruntime.internal.scheduler.measure;

import org.jspecify.annotations.Nullable;

/** The loop that polls the tasks of a thread, as instruments see it: the driver of the thread's {@code Ambient}. */
public interface PollPlace {
  /** The context between two polls, for the thread of the loop; null where the runtime carries none. */
  @Nullable
  StandingContext context();
}
