package io.asyncruntime.task;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.RuntimeRef;
import org.jspecify.annotations.Nullable;

/** Where collections of tasks spawn when they were not told. Any thread, about itself. */
final class CurrentRuntime {
  private CurrentRuntime() {}

  /** {@code chosen}, or else the current runtime. {@code owner} is the class the user deals with, for the message. */
  static Spawner orElse(@Nullable Spawner chosen, String owner) {
    if (chosen != null) { return chosen; }
    RuntimeRef current = Ambient.current().runtime;
    if (current != null && current.facade() instanceof Spawner facade) { return facade; }
    throw new IllegalStateException(owner
        + " cannot spawn: no runtime is current on this thread. Spawn inside AsyncRuntime.spawn"
        + " or AsyncRuntime.blockOn, after AsyncRuntime.enter(), or give the runtime to the constructor: new " + owner
        + "(runtime). In a Spring application inject AsyncRuntime");
  }

  /** The current local set. */
  static LocalSet localSet(String owner) {
    LocalSet current = LocalSet.current();
    if (current != null) { return current; }
    throw new IllegalStateException(
        owner + ".spawnLocal cannot spawn: no LocalSet is current on this thread. Spawn inside"
            + " LocalSet.runUntil or a task of the set, or after LocalSet.enter()");
  }
}
