package io.asyncruntime.internal.task;

import io.asyncruntime.internal.ambient.TaskRef;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Notices panics whose handle was garbage-collected unread. Costs nothing until a task panics.
 *
 * <p>A {@code java.lang.ref.Cleaner} would start a thread, which a current-thread runtime must not; so the references queue up
 * here until {@link #drain} is called: by the watchdog, by a scheduler's maintenance and at shutdown. Any thread.
 */
public final class UnreadPanics {
  /** Made in good times, for a task that threw when there was no memory to say what. */
  private static final Panic NO_MEMORY =
      new Panic(new NoMemory(), null);

  /** It lives for ever, so it must not hold the classes of whoever happened to make it by their stack. */
  private static final class NoMemory extends OutOfMemoryError {
    private static final long serialVersionUID = 1L;

    NoMemory() {
      super("the task threw, and there was no memory left to keep what it threw");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private final ReferenceQueue<Panic> collected = new ReferenceQueue<>();
  private final Set<Entry> watched = ConcurrentHashMap.newKeySet();

  /** Makes the output of a task that threw, watched on behalf of {@code handler}. */
  static Panic panic(TaskRef task, Throwable cause, PanicHandler handler) {
    try {
      return handler.wantsUnread() ? handler.watcher().watch(task, cause, handler) : new Panic(cause, null);
    } catch (Throwable noMemory) {
      return NO_MEMORY;
    }
  }

  /** Any thread. Whether nothing is watched. */
  public boolean isEmpty() { return watched.isEmpty(); }

  /** Reports the panics that were collected since the last call. Cheap when there are none. */
  public void drain() {
    if (watched.isEmpty()) { return; }
    for (Reference<?> next = collected.poll(); next != null; next = collected.poll()) {
      ((Entry) next).discarded();
    }
  }

  private Panic watch(TaskRef task, Throwable cause, PanicHandler handler) {
    Report report = new Report(task.taskId(), task.taskName(), cause, handler);
    Relay relay = new Relay();
    Panic panic = new Panic(cause, relay);
    Entry entry = new Entry(panic, collected, report, watched);
    relay.entry = entry;
    watched.add(entry);
    return panic;
  }

  /** What will be said; holds neither the task nor the panic. */
  private record Report(long taskId, @Nullable String taskName, Throwable cause,
      PanicHandler handler) implements TaskRef {
    @Override
    public String toString() {
      return JoinableTask.describe(this);
    }
  }

  /** From the panic to its reference; part of what is collected with it. */
  private static final class Relay implements Panic.Watch {
    @Nullable Entry entry;

    @Override
    public void read() {
      if (entry != null) {
        entry.forget();
      }
    }

    @Override
    public void discarded() {
      if (entry != null) {
        entry.discarded();
      }
    }
  }

  private static final class Entry extends PhantomReference<Panic> {
    private final Report report;
    private final Set<Entry> watched;

    Entry(Panic panic, ReferenceQueue<Panic> queue, Report report, Set<Entry> watched) {
      super(panic, queue);
      this.report = report;
      this.watched = watched;
    }

    /** Whether this was the first to end the watch. */
    boolean forget() {
      clear();
      return watched.remove(this);
    }

    void discarded() {
      if (forget()) {
        report.handler().unread(report, report.cause());
      }
    }
  }
}
