package io.asyncruntime.internal.coroutine;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.task.ContextPropagator;
import org.jspecify.annotations.Nullable;

/** What an async block asks of the runtime that polls it first. Called once a block, on the polling thread. */
public interface CoroutineHost extends RuntimeRef {
  /** The engine that runs the block. */
  CoroutineEngine engine();

  /** What a blocking call in the block does to a poller at {@code place}. */
  CoroutineEngine.Blocking blockingMode(Ambient place);

  /** Carries the thread-local context of the poller into the block's thread; null for none. */
  @Nullable
  ContextPropagator contextPropagator();
}
