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
 * Tasks with outputs of one type that run at the same time and are joined in the order in which they were spawned; {@link JoinSet}
 * gives them in the order in which they end.
 *
 * <pre>{@code
 * try (JoinQueue<Page> pages = new JoinQueue<>()) {
 *   for (URI uri : uris) { pages.spawn(() -> await(fetch(uri))); }
 *   for (var page = await(pages.joinNext()); page.isPresent(); page = await(pages.joinNext())) {
 *     log.info(page.get().value() + " is there, and all before it");
 *   }
 * }
 * }</pre>
 *
 * <p>A queue holds a task until it is joined, so outputs that nobody asks for add up. {@link #close()} aborts what is left; a
 * queue that is forgotten aborts nothing.
 *
 * <p><b>Fairness:</b> the first task that was spawned and not joined yet is the only one that is waited for, however long it
 * takes.
 *
 * <p><b>Cancellation:</b> dropping a future of this queue loses no output.
 *
 * <p><b>Threads:</b> one at a time, as for a {@code Deque}: a queue belongs to the task that joins it. The {@link AbortHandle}s
 * may be used by any.
 *
 * @param <T> type of the outputs
 */
public final class JoinQueue<T extends @Nullable Object> implements AutoCloseable {
  private static final String NAME = "JoinQueue";

  private final TaskQueue<T> tasks = new TaskQueue<>();
  private final MemberSpawner<T> spawner;

  /** An empty queue that spawns on the runtime that is current at each {@code spawn}. */
  public JoinQueue() {
    this.spawner = new MemberSpawner<>(NAME, null, tasks::isClosed);
  }

  /**
   * An empty queue that spawns on {@code runtime}.
   *
   * @param runtime an {@code AsyncRuntime}, as a rule
   */
  public JoinQueue(Spawner runtime) {
    this.spawner = new MemberSpawner<>(NAME, Objects.requireNonNull(runtime, "runtime"), tasks::isClosed);
  }

  /**
   * Spawns {@code future} as the last task of this queue.
   *
   * @return the right to abort it; the output is for {@link #joinNext()}
   * @throws IllegalStateException without a current runtime, or when this queue is closed
   */
  public AbortHandle spawn(Future<? extends T> future) {
    return add(spawner.spawn(future));
  }

  /** Spawns an async block as the last task of this queue; as {@link #spawn(Future)}. */
  public AbortHandle spawn(Callable<? extends T> asyncBlock) {
    return add(spawner.spawn(asyncBlock));
  }

  /** Spawns an async block whose output is null as the last task of this queue; as {@link #spawn(Future)}. */
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

  /** Spawns a job that may block its thread as the last task of this queue; as {@link #spawn(Future)}. */
  public AbortHandle spawnBlocking(Callable<? extends T> work) {
    return add(spawner.spawnBlocking(work));
  }

  /**
   * Spawns {@code future} on the current {@link LocalSet} as the last task of this queue.
   *
   * @throws IllegalStateException without a current local set, off its thread, or when this queue is closed
   */
  public AbortHandle spawnLocal(Future<? extends T> future) {
    return add(spawner.spawnLocal(future));
  }

  /** Spawns an async block on the current {@link LocalSet}; as {@link #spawnLocal(Future)}. */
  public AbortHandle spawnLocal(Callable<? extends T> asyncBlock) {
    return add(spawner.spawnLocal(asyncBlock));
  }

  /**
   * The task that was spawned first of those not joined yet; waits for its end. Empty when the queue is.
   *
   * @return a future that throws the {@link JoinException} of a task that failed or was cancelled; that task is then
   *     joined, and the next call goes on with the others
   */
  @CheckReturnValue
  public Future<Optional<Joined<T>>> joinNext() {
    return new JoinNext<>(NAME, tasks.ended(QueuedTask::joined));
  }

  /**
   * As {@link #joinNext()}, without waiting: empty also when the first task is still running.
   *
   * @throws JoinException of a task that failed or was cancelled; the next call goes on with the others
   */
  public Optional<Joined<T>> tryJoinNext() {
    QueuedTask<T> first = tasks.first();
    if (first == null || !first.hasEnded()) { return Optional.empty(); }
    tasks.removeFirst();
    return Optional.of(new Joined<>(first.id(), first.output()));
  }

  /**
   * The outputs of all tasks, in the order in which they were spawned, once all have ended; tasks that are spawned meanwhile
   * included.
   *
   * @return a future that throws the first {@link JoinException} in that order, after it has aborted the rest and let go of
   *     it; when dropped, the tasks go on and stay in this queue, with those whose outputs it had collected
   */
  @CheckReturnValue
  public Future<List<T>> joinAll() {
    return new JoinAll<>(NAME, tasks);
  }

  /** Aborts all tasks. They stay in the queue until they are joined. */
  public void abortAll() {
    tasks.abortAll();
  }

  /** Lets go of all tasks: they go on, nobody sees their outputs, and the queue is empty. */
  public void detachAll() {
    tasks.releaseAll(false);
  }

  /** Aborts all tasks at the first poll, then waits until the queue is empty, whatever its tasks end with. */
  @CheckReturnValue
  public Future<Void> shutdown() {
    return new JoinShutdown<>(NAME, tasks);
  }

  /** How many tasks are in the queue: those that run and those that ended and were not joined yet. */
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
    return "JoinQueue[" + size() + " tasks]";
  }

  private AbortHandle add(JoinHandle<T> handle) {
    QueuedTask<T> task = new QueuedTask<>(handle);
    tasks.add(task);
    return task.abortHandle();
  }
}
