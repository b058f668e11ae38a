package io.asyncruntime.task;

import io.asyncruntime.future.Future;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Something that runs tasks: what {@code JoinSet}, {@code JoinMap} and {@code TaskTracker} need. Any thread.
 *
 * <pre>{@code
 * JoinSet<Page> pages = new JoinSet<>(runtime);      // a runtime is a spawner
 * }</pre>
 */
public interface Spawner {
  /** Queues {@code future} as a task; never polls it on the calling thread. */
  <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future);

  /** As {@link #spawn(Future)}, under a name for logs, dumps and metrics; a spawner that keeps no names ignores it. */
  default <T extends @Nullable Object> JoinHandle<T> spawn(String name, Future<T> future) {
    Objects.requireNonNull(name, "name");
    return spawn(future);
  }

  /** Queues an async block as a task. */
  <T extends @Nullable Object> JoinHandle<T> spawn(Callable<T> asyncBlock);

  /** Queues {@code work} for a thread that may block. */
  <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> work);

  /** As {@link #spawnBlocking(Callable)}, under a name; a spawner that keeps no names ignores it. */
  default <T extends @Nullable Object> JoinHandle<T> spawnBlocking(String name, Callable<T> work) {
    Objects.requireNonNull(name, "name");
    return spawnBlocking(work);
  }
}
