package io.asyncruntime.internal.ambient;

import org.jspecify.annotations.Nullable;

/**
 * A guard that must not leave its thread, held by it now. The guards of one thread form a stack whose top is
 * {@link Ambient#heldGuards}; those that were released are taken off the stack later, by its owner. Except for
 * {@link #isReleased}, only the thread that owns the stack may use one.
 */
public abstract class HeldGuard {
  /** The guard that was taken before this one; written by {@code internal.wait.HeldGuards} only. */
  public @Nullable HeldGuard below;

  /** A guard that is on no stack. */
  protected HeldGuard() {
  }

  /** Whether the guard is held no longer. Any thread. */
  public abstract boolean isReleased();

  /** Releases the guard because its holder was about to leave the thread with it, and says where it was taken. */
  public abstract String releaseForced();
}
