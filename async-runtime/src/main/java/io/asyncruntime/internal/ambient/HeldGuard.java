package io.asyncruntime.internal.ambient;

import org.jspecify.annotations.Nullable;

/**
 * A guard that must not leave its thread, held by it now. The guards of one thread form a stack whose top is
 * {@link Ambient#heldGuards}. Only the holding thread calls this.
 */
public interface HeldGuard {
  /** The guard that was taken before this one. */
  @Nullable
  HeldGuard below();

  /** Releases the guard because its holder was about to leave the thread with it, and says where it was taken. */
  StackTraceElement[] releaseForced();
}
