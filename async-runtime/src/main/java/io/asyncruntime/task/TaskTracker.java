package io.asyncruntime.task;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import io.asyncruntime.internal.join.AsyncBodies;
import io.asyncruntime.internal.wait.WaitQueue;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts tasks, so that a shutdown can wait for the last of them. Unlike a {@link JoinSet} it keeps no outputs, needs
 * nobody to join, and aborts nothing; each task's own handle goes to whoever spawned it.
 *
 * <pre>{@code
 * tracker.spawn(() -> serve(connection));
 * tracker.close();
 * await(tracker.awaitEmpty());
 * }</pre>
 *
 * <p>Any thread calls any method. What a task has written is visible to who learns from here that it has ended.
 *
 * <p><b>Fairness:</b> all who wait are woken, in the order in which they came. <b>Cancellation:</b> a dropped {@link #awaitEmpty()}
 * leaves no trace; a tracked future that is dropped counts no more.
 */
public final class TaskTracker {
  private static final String NAME = "TaskTracker";

  private final @Nullable Spawner runtime;
  private final TrackerState state = new TrackerState();
  private final WaitQueue waiting = new WaitQueue();

  /** An open tracker without tasks that spawns on the runtime that is current at each {@code spawn}. */
  public TaskTracker() {
    this.runtime = null;
  }

  /**
   * An open tracker without tasks that spawns on {@code runtime}.
   *
   * @param runtime an {@code AsyncRuntime}, as a rule
   */
  public TaskTracker(Spawner runtime) {
    this.runtime = Objects.requireNonNull(runtime, "runtime");
  }

  /**
   * Spawns {@code future} as a task that counts until it has completed or been dropped. A closed tracker spawns too.
   *
   * @throws IllegalStateException without a current runtime
   */
  public <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future) {
    Objects.requireNonNull(future, "future");
    Spawner spawner = spawner();
    return spawnTracked(future, spawner::spawn);
  }

  /** Spawns an async block as a task that counts; as {@link #spawn(Future)}. */
  public <T extends @Nullable Object> JoinHandle<T> spawn(Callable<T> asyncBlock) {
    return spawn(AsyncBodies.async(asyncBlock));
  }

  /** Spawns an async block without a result as a task that counts; as {@link #spawn(Future)}. */
  public JoinHandle<Void> spawn(Action asyncBlock) {
    return spawn(Objects.requireNonNull(asyncBlock, "asyncBlock").asCallable());
  }

  /** As {@link #spawn(Future)}, under a name for logs, dumps and metrics. */
  public <T extends @Nullable Object> JoinHandle<T> spawn(String name, Future<T> future) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(future, "future");
    Spawner spawner = spawner();
    return spawnTracked(future, tracked -> spawner.spawn(name, tracked));
  }

  /** As {@link #spawn(Callable)}, under a name for logs, dumps and metrics. */
  public <T extends @Nullable Object> JoinHandle<T> spawn(String name, Callable<T> asyncBlock) {
    return spawn(name, AsyncBodies.async(asyncBlock));
  }

  /** As {@link #spawn(Action)}, under a name for logs, dumps and metrics. */
  public JoinHandle<Void> spawn(String name, Action asyncBlock) {
    return spawn(name, Objects.requireNonNull(asyncBlock, "asyncBlock").asCallable());
  }

  /**
   * Spawns a job that may block its thread, and counts it until it has ended, also if it is aborted before it starts.
   *
   * @throws IllegalStateException without a current runtime
   */
  public <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> work) {
    Objects.requireNonNull(work, "work");
    Spawner spawner = spawner();
    Tracked tracked = new Tracked(state, waiting);
    boolean spawned = false;
    try {
      JoinHandle<T> handle = spawner.spawnBlocking(work);
      spawned = true;
      return new JoinHandle<>(new TrackedJob<>(handle.task(), tracked).watch());
    } finally {
      if (!spawned) {
        tracked.leave();
      }
    }
  }

  /** As {@link #spawnBlocking(Callable)}, for a job without a result. */
  public JoinHandle<Void> spawnBlocking(Action work) {
    return spawnBlocking(Objects.requireNonNull(work, "work").asCallable());
  }

  /**
   * Spawns {@code future} on the current {@link LocalSet} as a task that counts; as {@link #spawn(Future)}.
   *
   * @throws IllegalStateException without a current local set, or off its thread
   */
  public <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future) {
    Objects.requireNonNull(future, "future");
    LocalSet set = CurrentRuntime.localSet(NAME);
    return spawnTracked(future, set::spawnLocal);
  }

  /** Spawns an async block on the current {@link LocalSet}; as {@link #spawnLocal(Future)}. */
  public <T extends @Nullable Object> JoinHandle<T> spawnLocal(Callable<T> asyncBlock) {
    return spawnLocal(AsyncBodies.async(asyncBlock));
  }

  /**
   * {@code future}, counted from now until it has completed, thrown or been dropped. One that is neither polled to its end
   * nor dropped counts for ever.
   */
  @CheckReturnValue
  public <T extends @Nullable Object> Future<T> track(Future<T> future) {
    Objects.requireNonNull(future, "future");
    return new TrackedFuture<>(future, new Tracked(state, waiting));
  }

  /**
   * Counts something that is neither a task nor a future, a callback say, until the token is closed.
   *
   * @return to be closed at its end, on any thread
   */
  public Token token() {
    return new Token(new Tracked(state, waiting));
  }

  /** Says that no more tasks are to come, which {@link #awaitEmpty()} waits for; forbids nothing. Idempotent. */
  public void close() {
    if (state.close()) {
      waiting.wakeAll();
    }
  }

  /** Takes back {@link #close()}. Who waits already still learns of an end that was reached before. Idempotent. */
  public void reopen() {
    state.reopen();
  }

  /** Whether closed, and not reopened. */
  public boolean isClosed() { return state.isClosed(); }

  /**
   * Waits until this tracker is closed and has no tasks. Complete too if that was so at some moment after this call, even
   * if tasks were spawned or the tracker was reopened since.
   */
  @CheckReturnValue
  public Future<Void> awaitEmpty() {
    return new AwaitEmpty(state, waiting);
  }

  /** How many tasks have not ended. */
  public int size() {
    return state.count();
  }

  /** Whether {@link #size()} is 0. */
  public boolean isEmpty() { return state.count() == 0; }

  /** The number of tasks, and whether closed. */
  @Override
  public String toString() {
    return "TaskTracker[" + size() + " tasks" + (isClosed() ? ", closed]" : "]");
  }

  private <T extends @Nullable Object> JoinHandle<T> spawnTracked(Future<T> future,
      Function<Future<T>, JoinHandle<T>> spawn) {
    Tracked tracked = new Tracked(state, waiting);
    boolean spawned = false;
    try {
      JoinHandle<T> handle = spawn.apply(new TrackedFuture<>(future, tracked));
      spawned = true;
      return handle;
    } finally {
      if (!spawned) {
        tracked.leave();
      }
    }
  }

  private Spawner spawner() {
    return CurrentRuntime.orElse(runtime, NAME);
  }

  /** What counts as a task of a {@link TaskTracker}, from {@link TaskTracker#token()} until it is closed. Any thread. */
  public static final class Token implements AutoCloseable {
    private final Tracked tracked;

    private Token(Tracked tracked) {
      this.tracked = tracked;
    }

    /** Counts no more. A second call does nothing. */
    @Override
    public void close() {
      tracked.leave();
    }
  }
}
