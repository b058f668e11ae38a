package io.asyncruntime.spring.boot.context;

import io.asyncruntime.task.ContextPropagator;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries every thread-local that Micrometer's context propagation knows: the capturing thread's values are in force in
 * the task, those it did not have are absent there, and what the polling thread had before comes back. Any thread.
 *
 * <p>It does what Micrometer's own snapshots do, but for each poll of each task, so that it must be quick: values lie in
 * an array beside their accessors, and nothing is done for a thread-local that has no value before, in and after the poll.
 */
public final class MicrometerContextPropagator implements ContextPropagator {
  private final ContextRegistry registry;

  /** What the registry knew last; replaced when it knows something else. Any thread; whichever is written is right. */
  private volatile ThreadLocalAccessor<Object>[] known = accessors(List.of());

  /** A propagator of what that registry knows, now or later. */
  public MicrometerContextPropagator(ContextRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Snapshot capture() {
    ThreadLocalAccessor<Object>[] accessors = accessors();
    return new Captured(accessors, values(accessors));
  }

  /** A thread-local that the registry has come to know since counts for what is spawned from now on. */
  @Override
  public Snapshot captureAgain(Snapshot last) {
    return last instanceof Captured captured ? captured.again() : capture();
  }

  private ThreadLocalAccessor<Object>[] accessors() {
    List<ThreadLocalAccessor<?>> now = registry.getThreadLocalAccessors();
    ThreadLocalAccessor<Object>[] last = known;
    if (isSame(last, now)) return last;
    ThreadLocalAccessor<Object>[] fresh = accessors(now);
    known = fresh;
    return fresh;
  }

  private static boolean isSame(ThreadLocalAccessor<Object>[] last, List<ThreadLocalAccessor<?>> now) {
    if (last.length != now.size()) return false;
    for (int i = 0; i < last.length; i++) {
      if (last[i] != now.get(i)) return false;
    }
    return true;
  }

  @SuppressWarnings("unchecked") // an accessor is given only what it gave
  private static ThreadLocalAccessor<Object>[] accessors(List<ThreadLocalAccessor<?>> list) {
    return list.toArray(ThreadLocalAccessor[]::new);
  }

  private static @Nullable Object[] values(ThreadLocalAccessor<Object>[] accessors) {
    @Nullable Object[] values = new Object[accessors.length];
    for (int i = 0; i < values.length; i++) values[i] = accessors[i].getValue();
    return values;
  }

  /** Immutable: nobody writes the arrays. */
  private static final class Captured implements Snapshot {
    /** Beyond any nesting; an accessor that cannot clear its value must not hold the worker for ever. */
    private static final int MOST_SCOPES = 64;

    private final ThreadLocalAccessor<Object>[] accessors;
    private final @Nullable Object[] values;

    Captured(ThreadLocalAccessor<Object>[] accessors, @Nullable Object[] values) {
      this.accessors = accessors;
      this.values = values;
    }

    /** This, if the calling thread has the very same values. */
    Captured again() {
      for (int i = 0; i < accessors.length; i++) {
        Object value = accessors[i].getValue();
        if (value != values[i]) return from(i, value);
      }
      return this;
    }

    /** The first {@code same} values are known to be as they were. */
    private Captured from(int same, @Nullable Object next) {
      @Nullable Object[] now = Arrays.copyOf(values, values.length);
      now[same] = next;
      for (int i = same + 1; i < now.length; i++) now[i] = accessors[i].getValue();
      return new Captured(accessors, now);
    }

    @Override
    public Scope restore() {
      @Nullable Object[] before = values(accessors);
      for (int i = 0; i < accessors.length; i++) replace(accessors[i], before[i], values[i]);
      return () -> close(before);
    }

    private static void replace(ThreadLocalAccessor<Object> accessor, @Nullable Object before, @Nullable Object value) {
      if (value != null) {
        accessor.setValue(value);
      } else if (before != null) {
        accessor.setValue();
      }
    }

    private void close(@Nullable Object[] before) {
      for (int i = 0; i < accessors.length; i++) bringBack(accessors[i], before[i], values[i]);
    }

    private static void bringBack(ThreadLocalAccessor<Object> accessor, @Nullable Object before,
        @Nullable Object value) {
      if (before != null) {
        accessor.restore(before);
      } else if (value != null || accessor.getValue() != null) {
        clear(accessor);
      }
    }

    /** What was set as a scope is closed as one; several may be open, where a block was suspended inside of them. */
    private static void clear(ThreadLocalAccessor<Object> accessor) {
      accessor.restore();
      if (ThreadLocalAccessors.isOurs(accessor)) return; // plain values: to look again makes them an entry in the thread's map
      for (int open = 0; open < MOST_SCOPES && accessor.getValue() != null; open++) accessor.restore();
    }
  }
}
