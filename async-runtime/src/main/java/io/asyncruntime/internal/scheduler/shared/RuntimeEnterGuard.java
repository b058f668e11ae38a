package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.task.EnterGuard;
import org.jspecify.annotations.Nullable;

/** Makes a runtime the current one of a thread, until it is closed there. Used by the thread that made it. */
public final class RuntimeEnterGuard implements EnterGuard {
  @SuppressWarnings("unused") // held, so that the runtime is not forgotten inside
  private final Object face;

  private final RuntimeRef runtime;
  private final @Nullable RuntimeRef before;
  private final @Nullable Object outer;
  private boolean closed;

  /** Enters {@code runtime}, whose face is {@code face}, on the calling thread. */
  public RuntimeEnterGuard(Ambient here, Object face, RuntimeRef runtime) {
    this.face = face;
    this.runtime = runtime;
    this.before = here.runtime;
    this.outer = here.enterGuard;
    here.runtime = runtime;
    here.enterGuard = this;
  }

  @Override
  public void close() {
    if (closed) { return; }
    Ambient here = Ambient.current(); // in an async block, another one than at enter() if it was resumed elsewhere
    if (here.enterGuard != this || here.runtime != runtime) {
      throw new IllegalStateException("close the guards of enter() on their own thread, the last one first");
    }
    closed = true;
    here.runtime = before;
    here.enterGuard = outer;
  }
}
