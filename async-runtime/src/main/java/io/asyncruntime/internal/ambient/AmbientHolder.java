package io.asyncruntime.internal.ambient;

import org.jspecify.annotations.Nullable;

/**
 * The scheduler of a virtual thread of ours, which knows at whose place the thread runs. The virtual thread leads to it by a
 * field that it has anyway, so that whoever mounts the thread can move it to another {@link Ambient} without its help.
 */
public interface AmbientHolder {
  /** The place of {@code thread}, which is the calling one; null when it is not this holder's thread, only a child of it. */
  @Nullable
  Ambient ambientOf(Thread thread);
}
