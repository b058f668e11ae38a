package io.asyncruntime.internal.ambient;

import org.jspecify.annotations.Nullable;

/** The one field of an {@link Ambient} that every poll writes a reference to, in an object of its own: see {@link Ambient#renew}. */
final class CurrentTask {
  @Nullable TaskRef task;
}
