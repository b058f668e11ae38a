package io.asyncruntime.task;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Action;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.join.AsyncBodies;
import io.asyncruntime.internal.join.LocalTasks;
import io.asyncruntime.internal.join.RuntimeProvider;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that run on one thread only, so that they may share what is not thread-safe.
 *
 * <p>The set belongs to the thread that polls it first: {@code runtime.blockOn(set.runUntil(future))}, or
 * {@code runtime.blockOn(set)} to run all its tasks to their end. Tasks advance only then. It is driven at top level, from
 * {@code blockOn}; inside a spawned task it fails. Before the first poll any one thread may spawn; afterwards every call
 * from another thread is an {@link IllegalStateException} that names the owner. Handles of its tasks may be awaited and
 * aborted anywhere.
 *
 * <p><b>Fairness:</b> up to 61 tasks run at a poll, in the order in which they became ready; every 31st time those come first that
 * another thread woke. <b>Cancellation:</b> dropping the set, on its thread, drops its tasks; dropping a {@link #runUntil} drops its
 * future and leaves the tasks for later.
 *
 * <pre>{@code
 * LocalSet books = new LocalSet();
 * books.spawnLocal(() -> ledger.add(await(fetchEntry())));    // the ledger is not thread-safe
 * runtime.blockOn(books);
 * }</pre>
 */
public final class LocalSet implements Future<Void>, AutoCloseable {
  private final LocalTasks tasks = RuntimeProvider.get().newLocalTasks(this);

  /** A set with no tasks and no owner. */
  public LocalSet() {}

  /** The set that the calling code runs in, or that {@link #enter()} made current; null where there is none. */
  static @Nullable LocalSet current() {
    return (LocalSet) Ambient.current().localSet;
  }

  /** Queues {@code future} as a task of this set. */
  public <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future) {
    return spawnLocal(null, future);
  }

  /** Queues an async block as a task of this set. */
  public <T extends @Nullable Object> JoinHandle<T> spawnLocal(Callable<T> asyncBlock) {
    return spawnLocal(null, AsyncBodies.async(asyncBlock));
  }

  /** Queues an async block without a result as a task of this set. */
  public JoinHandle<Void> spawnLocal(Action asyncBlock) {
    return spawnLocal(null, AsyncBodies.async(asyncBlock.asCallable()));
  }

  /** Queues {@code future} as a task of this set, under a name (or none). */
  public <T extends @Nullable Object> JoinHandle<T> spawnLocal(@Nullable String name, Future<T> future) {
    return new JoinHandle<>(tasks.spawn(name, Objects.requireNonNull(future, "future")));
  }

  /**
   * A future that runs {@code future}, and while that is pending the tasks of this set. Ready as soon as {@code future} is;
   * the other tasks stay for later.
   */
  @CheckReturnValue
  public <T extends @Nullable Object> Future<T> runUntil(Future<T> future) {
    return tasks.runUntil(Objects.requireNonNull(future, "future"));
  }

  /**
   * Runs ready tasks of the set; ready when it has none left.
   *
   * @throws IllegalStateException after {@link #close()} or {@link #drop()}, on another thread than the owner, and in a spawned
   *     task
   */
  @Override
  public Poll<Void> poll(Context cx) {
    return tasks.poll(cx);
  }

  /** Makes this the set that {@code Async.spawnLocal} on this thread spawns on, until the guard is closed. */
  public EnterGuard enter() {
    return LocalSetEnterGuard.enter(this);
  }

  /**
   * Drops all tasks of the set, inside the runtime that drove it first, also where the caller is in none; what is spawned afterwards is
   * cancelled at once. The owner only, once there is one. Idempotent.
   */
  @Override
  public void drop() {
    tasks.close();
  }

  /** As {@link #drop()}. */
  @Override
  public void close() {
    drop();
  }
}
