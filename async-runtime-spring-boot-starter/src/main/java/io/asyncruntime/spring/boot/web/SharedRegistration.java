package io.asyncruntime.spring.boot.web;

import io.asyncruntime.AsyncRuntime;
import org.springframework.beans.factory.DisposableBean;

/** Has a context's runtime among the {@link LiveRuntimes} for as long as the context lives. */
public final class SharedRegistration implements DisposableBean {
  private final AsyncRuntime runtime;

  /** Registers the runtime. */
  public SharedRegistration(AsyncRuntime runtime) {
    this.runtime = runtime;
    LiveRuntimes.add(runtime);
  }

  @Override
  public void destroy() {
    LiveRuntimes.remove(runtime);
  }
}
