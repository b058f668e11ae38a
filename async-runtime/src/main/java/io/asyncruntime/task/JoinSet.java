package io.asyncruntime.task;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Tasks with outputs of one type, joined in the order in which they end.
 *
 * <pre>{@code
 * try (JoinSet<Page> pages = new JoinSet<>()) {
 *   for (URI uri : uris) pages.spawn(() -> await(fetch(uri)));
 *   return await(pages.joinAll());
 * }
 * }</pre>
 *
 * <p>A set holds a task until it is joined, so outputs that nobody asks for add up. {@link #close()} aborts what is left; a
 * set that is forgotten aborts nothing. Any thread calls any method; of several that join at once each gets its own tasks.
 *
 * <p><b>Fairness:</b> tasks are given in the order in which they ended, each to whoever asks first. <b>Cancellation:</b> dropping
 * a future of this set loses no output and stops no task.
 *
 * @param <T> type of the outputs
 */
public final class JoinSet<T extends @Nullable Object> implements AutoCloseable {
  private static final String NAME = "JoinSet";

  private final CompletionList<@Nullable Void, T> tasks = new CompletionList<>(entry -> true);
  private final MemberSpawner<T> spawner;

  /** An empty set that spawns on the runtime that is current at each {@code spawn}. */
  public JoinSet() {
    this.spawner = new MemberSpawner<>(NAME, null, tasks::isClosed);
  }

  /**
   * An empty set that spawns on {@code runtime}.
   *
   * @param runtime an {@code AsyncRuntime}, as a rule
   */
  public JoinSet(Spawner runtime) {
    this.spawner = new MemberSpawner<>(NAME, Objects.requireNonNull(runtime, "runtime"), tasks::isClosed);
  }

  /**
   * Spawns {@code future} as a task of this set.
   *
   * @return the right to abort it; the output is for {@link #joinNext()}
   * @throws IllegalStateException without a current runtime, or when this set is closed
   */
  public AbortHandle spawn(Future<? extends T> future) {
    return add(spawner.spawn(future));
  }

  /** Spawns an async block as a task of this set; as {@link #spawn(Future)}. */
  public AbortHandle spawn(Callable<? extends T> asyncBlock) {
    return add(spawner.spawn(asyncBlock));
  }

  /** Spawns an async block whose output is null as a task of this set; as {@link #spawn(Future)}. */
  public AbortHandle spawn(Action asyncBlock) {
    return add(spawner.spawn(asyncBlock));
  }

  /** As {@link #spawn(Future)}, under a name for logs, dumps and metrics. */
  public AbortHandle spawn(String name, Future<? extends T> future) {
    return add(spawner.spawn(name, future));
  }

  /** As {@link #spawn(Callable)}, under a name for logs, dumps and metrics. */
  public AbortHandle spawn(String name, Callable<? extends T> asyncBlock) {
    return add(spawner.spawn(name, asyncBlock));
  }

  /** As {@link #spawn(Action)}, under a name for logs, dumps and metrics. */
  public AbortHandle spawn(String name, Action asyncBlock) {
    return add(spawner.spawn(name, asyncBlock));
  }

  /** Spawns a job that may block its thread as a task of this set; as {@link #spawn(Future)}. */
  public AbortHandle spawnBlocking(Callable<? extends T> work) {
    return add(spawner.spawnBlocking(work));
  }

  /** Spawns a job without output that may block its thread as a task of this set. */
  public AbortHandle spawnBlocking(Action work) {
    return add(spawner.spawnBlocking(work));
  }

  /** As {@link #spawnBlocking(Callable)}, under a name for logs, dumps and metrics. */
  public AbortHandle spawnBlocking(String name, Callable<? extends T> work) {
    return add(spawner.spawnBlocking(name, work));
  }

  /**
   * Spawns {@code future} on the current {@link LocalSet} as a task of this set.
   *
   * @throws IllegalStateException without a current local set, off its thread, or when this set is closed
   */
  public AbortHandle spawnLocal(Future<? extends T> future) {
    return add(spawner.spawnLocal(future));
  }

  /** Spawns an async block on the current {@link LocalSet} as a task of this set; as {@link #spawnLocal(Future)}. */
  public AbortHandle spawnLocal(Callable<? extends T> asyncBlock) {
    return add(spawner.spawnLocal(asyncBlock));
  }

  /**
   * The task that ended first of those not joined yet; waits for one. Empty when the set is. Dropping the future loses no
   * output.
   *
   * @return a future that throws the {@link JoinException} of a task that failed or was cancelled; that task is then
   *     joined, and the next call goes on with the others
   */
  @CheckReturnValue
  public Future<Optional<Joined<T>>> joinNext() {
    return new JoinNext<>(NAME, tasks.ended(SetEntry::joined));
  }

  /**
   * As {@link #joinNext()}, without waiting: empty also when all tasks are still running.
   *
   * @throws JoinException of a task that failed or was cancelled; the next call goes on with the others
   */
  public Optional<Joined<T>> tryJoinNext() {
    return tasks.tryNext(SetEntry::joined);
  }

  /**
   * The outputs of all tasks, in the order in which they ended, once all have; tasks that are spawned meanwhile included.
   *
   * @return a future that throws the first {@link JoinException}, after it has aborted the rest and let go of it; when
   *     dropped, the tasks go on and stay in this set, with those whose outputs it had collected
   */
  @CheckReturnValue
  public Future<List<T>> joinAll() {
    return new JoinAll<>(NAME, tasks);
  }

  /** Aborts all tasks. They stay in the set until they are joined. */
  public void abortAll() {
    tasks.abortAll();
  }

  /** Lets go of all tasks: they go on, nobody sees their outputs, and the set is empty. */
  public void detachAll() {
    tasks.releaseAll(false);
  }

  /** Aborts all tasks at the first poll, then waits until the set is empty, whatever its tasks end with. */
  @CheckReturnValue
  public Future<Void> shutdown() {
    return new JoinShutdown<>(NAME, tasks);
  }

  /** How many tasks are in the set: those that run and those that ended and were not joined yet. */
  public int size() {
    return tasks.size();
  }

  /** Whether {@link #size()} is 0. */
  public boolean isEmpty() { return tasks.size() == 0; }

  /** Aborts all tasks, lets go of them, and takes no more; does not wait for their end. Idempotent. */
  @Override
  public void close() {
    tasks.close();
  }

  /** The number of tasks. */
  @Override
  public String toString() {
    return "JoinSet[" + size() + " tasks]";
  }

  private AbortHandle add(JoinHandle<T> handle) {
    SetEntry<@Nullable Void, T> entry = new SetEntry<>(tasks, null, handle);
    tasks.add(entry);
    return entry.abortHandle();
  }
}
