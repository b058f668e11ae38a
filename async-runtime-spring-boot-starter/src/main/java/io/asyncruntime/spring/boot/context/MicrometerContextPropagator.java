package io.asyncruntime.spring.boot.context;

import io.asyncruntime.task.ContextPropagator;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.List;

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
  private volatile Accessors known = new Accessors(List.of());

  /** A propagator of what that registry knows, now or later. */
  public MicrometerContextPropagator(ContextRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Snapshot capture() {
    return CapturedContext.by(accessors());
  }

  /** A thread-local that the registry has come to know since counts for what is spawned from now on. */
  @Override
  public Snapshot captureAgain(Snapshot last) {
    return last instanceof CapturedContext captured ? captured.again() : capture();
  }

  private Accessors accessors() {
    List<ThreadLocalAccessor<?>> now = registry.getThreadLocalAccessors();
    Accessors last = known;
    if (last.are(now)) return last;
    Accessors fresh = new Accessors(now);
    known = fresh;
    return fresh;
  }
}
