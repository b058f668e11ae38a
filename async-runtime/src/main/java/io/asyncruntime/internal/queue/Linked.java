package io.asyncruntime.internal.queue;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link InjectQueue} can take in even where there is no memory left, because it brings the room for it along. The queue alone
 * calls the methods, under its lock.
 */
public interface Linked {
  /** What was linked to it. */
  @Nullable
  Object linked();

  /** Links something to it, or nothing. */
  void link(@Nullable Object next);
}
