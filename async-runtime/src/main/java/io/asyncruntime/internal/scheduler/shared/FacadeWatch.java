package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.internal.util.CallSite;
import io.asyncruntime.internal.util.Forgotten;
import io.asyncruntime.internal.util.Log;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way from a runtime to what users hold of it, which it must not keep alive: so it notices when nobody holds it any more. Then, and
 * when no task or blocking job of it is alive and no timer of it is due, nobody can give it work ever again: it is ended, and the log
 * says where it was built. Any thread.
 *
 * <pre>
 *   HELD       -> FORGOTTEN  the cleaner: the facade was collected
 *   FORGOTTEN  -> HELD       code inside the runtime that asks for the facade: another one is made
 *   FORGOTTEN  -> ENDED      {@link #endIfForgotten}, if it is not in use
 *   any        -> ENDED      whoever ends the runtime
 * </pre>
 *
 * <p>A runtime without threads is not watched before its first blocking job: nothing of it outlives those who hold it. The watch holds
 * only weakly to this, too, so that such a runtime is collected even if its tasks lead to its facade.
 */
public final class FacadeWatch {
  private static final Log LOG = Log.of("io.asyncruntime.runtime");

  private enum State { HELD, FORGOTTEN, ENDED }

  private final Scheduler scheduler;
  private final Function<Scheduler, ?> maker;
  private final String place;

  // Written under the monitor of this.
  private volatile WeakReference<Object> facade;
  private volatile State state = State.HELD;
  private volatile boolean watching;
  private Cleaner.@Nullable Cleanable watch;

  /** Called in the user's call that builds the runtime. */
  FacadeWatch(Scheduler scheduler, Object facade, Function<Scheduler, ?> maker) {
    this.scheduler = scheduler;
    this.maker = maker;
    this.facade = new WeakReference<>(facade);
    String caller = CallSite.find();
    this.place = caller == null ? "an unknown place" : caller;
  }

  /** The facade: the one that users hold, if they do. */
  Object get() {
    Object present = facade.get();
    return present == null ? getAgain() : present;
  }

  private synchronized Object getAgain() {
    Object present = facade.get();
    if (present != null) { return present; }
    Object made = maker.apply(scheduler);
    facade = new WeakReference<>(made);
    if (state == State.FORGOTTEN) {
      state = State.HELD;
    }
    if (watching && state == State.HELD) {
      watch(made);
    }
    return made;
  }

  /** Whoever holds the facade, at the start or before the first thread. Idempotent. */
  public void begin() {
    if (!watching) {
      beginOnce(get());
    }
  }

  private synchronized void beginOnce(Object held) {
    if (!watching && state != State.ENDED) {
      watching = true;
      watch(held);
    }
  }

  /** Under the monitor. */
  private void watch(Object held) {
    watch = Forgotten.watch(held, new Gone(this, facade));
  }

  /** What the cleaner runs; it does not lead to the facade. */
  private static final class Gone implements Runnable {
    private final WeakReference<FacadeWatch> runtime;
    private final WeakReference<Object> facade;

    Gone(FacadeWatch runtime, WeakReference<Object> facade) {
      this.runtime = new WeakReference<>(runtime);
      this.facade = facade;
    }

    @Override
    public void run() {
      FacadeWatch mine = runtime.get();
      if (mine != null) {
        mine.collected(facade);
        mine.endIfForgotten();
      }
    }
  }

  private synchronized void collected(WeakReference<Object> gone) {
    if (state == State.HELD && facade == gone) { // else another one was made meanwhile
      state = State.FORGOTTEN;
    }
  }

  /** After a task or a job has ended. Costs a read unless nobody holds the runtime. */
  public void endIfForgotten() {
    if (state == State.FORGOTTEN && endIfUnused()) {
      scheduler.shutdownBackground();
      if (!scheduler.blocking.lend(this::tell)) { // not here: a logger may never return, and this may be the watchdog
        tell();
      }
    }
  }

  private synchronized boolean endIfUnused() {
    boolean ends = state == State.FORGOTTEN && !scheduler.isInUse();
    if (ends) {
      state = State.ENDED;
    }
    return ends;
  }

  private void tell() {
    LOG.warning(() -> "the runtime \"" + scheduler.config.name
        + "\" was forgotten, and is ended now: nobody holds it, and it has"
        + " nothing to do. Close it, or hold it as long as it is needed. It was built at " + place);
  }

  /** Whoever ends the runtime. */
  void ended() {
    Cleaner.Cleanable watched;
    synchronized (this) {
      state = State.ENDED;
      watched = watch;
      watch = null;
    }
    if (watched != null) {
      watched.clean();
    }
  }
}
