package io.asyncruntime.task;

import io.asyncruntime.internal.ambient.Ambient;
import org.jspecify.annotations.Nullable;

/** The scope of {@link LocalSet#enter()}. Used by the thread that made it. */
final class LocalSetEnterGuard implements EnterGuard {
  private final Ambient entered;
  private final LocalSet set;
  private final @Nullable Object before;
  private boolean closed;

  private LocalSetEnterGuard(Ambient here, LocalSet set) {
    this.entered = here;
    this.set = set;
    this.before = here.localSet;
  }

  static EnterGuard enter(LocalSet set) {
    Ambient here = Ambient.current();
    LocalSetEnterGuard guard = new LocalSetEnterGuard(here, set);
    here.localSet = set;
    return guard;
  }

  @Override
  public void close() {
    if (closed) { return; }
    Ambient here = Ambient.current();
    boolean moved = here != entered && here.coroutine == null; // an async block may have been resumed elsewhere
    if (moved || here.localSet != set) {
      throw new IllegalStateException("close the guards of enter() on their own thread, the last one first");
    }
    closed = true;
    here.localSet = before;
  }
}
