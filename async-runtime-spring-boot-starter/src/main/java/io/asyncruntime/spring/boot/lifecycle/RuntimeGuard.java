package io.asyncruntime.spring.boot.lifecycle;

import io.asyncruntime.AsyncRuntime;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/**
 * Ends a runtime whose context failed to start: such a context stops nothing, since its lifecycle beans may not even have
 * been made. The runtime's bean needs this one, so this one is made before it and destroyed after it. Only the thread that
 * refreshes or closes the context calls it.
 */
public final class RuntimeGuard implements DisposableBean {
  private @Nullable AsyncRuntime runtime;

  /** Remembers the runtime, and gives it back. */
  public AsyncRuntime guard(AsyncRuntime made) {
    runtime = made;
    return made;
  }

  @Override
  public void destroy() {
    AsyncRuntime guarded = runtime;
    if (guarded != null && !guarded.isShutdown()) guarded.shutdownBackground();
  }
}
