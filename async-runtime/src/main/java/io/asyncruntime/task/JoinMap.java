package io.asyncruntime.task;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tasks under keys, joined in the order in which they end. As {@link JoinSet}, and each key has at most one task: spawning
 * under a key that is taken aborts the task that has it and forgets it, even one that had ended and was not joined yet.
 *
 * <p>Any thread calls any method; of two that spawn under one key at once, one task stays.
 *
 * <pre>{@code
 * try (JoinMap<URI, Page> pages = new JoinMap<>()) {
 *   for (URI uri : uris) { pages.spawn(uri, fetch(uri)); }
 *   for (var next = await(pages.joinNext()); next.isPresent(); next = await(pages.joinNext())) {
 *     log.info(next.get().key() + " is there");
 *   }
 * }
 * }</pre>
 *
 * <p><b>Fairness:</b> tasks are given in the order in which they ended, each to whoever asks first. <b>Cancellation:</b> dropping
 * a future of this map loses no task and stops none.
 *
 * @param <K> type of the keys, which must not be null and follow {@code equals} and {@code hashCode}
 * @param <V> type of the outputs
 */
public final class JoinMap<K, V extends @Nullable Object> implements AutoCloseable {
  private static final String NAME = "JoinMap";

  /** The entries that were not joined yet. Keys are the user's code, so this is not under the spin lock of the list. */
  private final ConcurrentHashMap<K, SetEntry<K, V>> byKey = new ConcurrentHashMap<>();
  private final CompletionList<K, V> tasks = new CompletionList<>(entry -> byKey.remove(entry.key, entry));
  private final MemberSpawner<V> spawner;

  /** An empty map that spawns on the runtime that is current at each {@code spawn}. */
  public JoinMap() {
    this.spawner = new MemberSpawner<>(NAME, null, tasks::isClosed);
  }

  /**
   * An empty map that spawns on {@code runtime}.
   *
   * @param runtime an {@code AsyncRuntime}, as a rule
   */
  public JoinMap(Spawner runtime) {
    this.spawner = new MemberSpawner<>(NAME, Objects.requireNonNull(runtime, "runtime"), tasks::isClosed);
  }

  /**
   * Spawns {@code future} as the task of {@code key}, in place of one that is there.
   *
   * @return the right to abort it; the output is for {@link #joinNext()}
   * @throws IllegalStateException without a current runtime, or when this map is closed
   */
  public AbortHandle spawn(K key, Future<? extends V> future) {
    return put(checked(key), spawner.spawn(future));
  }

  /** Spawns an async block as the task of {@code key}; as {@link #spawn(Object, Future)}. */
  public AbortHandle spawn(K key, Callable<? extends V> asyncBlock) {
    return put(checked(key), spawner.spawn(asyncBlock));
  }

  /** Spawns an async block whose output is null as the task of {@code key}; as {@link #spawn(Object, Future)}. */
  public AbortHandle spawn(K key, Action asyncBlock) {
    return put(checked(key), spawner.spawn(asyncBlock));
  }

  /** Spawns a job that may block its thread as the task of {@code key}; as {@link #spawn(Object, Future)}. */
  public AbortHandle spawnBlocking(K key, Callable<? extends V> work) {
    return put(checked(key), spawner.spawnBlocking(work));
  }

  /**
   * Spawns {@code future} on the current {@link LocalSet} as the task of {@code key}.
   *
   * @throws IllegalStateException without a current local set, off its thread, or when this map is closed
   */
  public AbortHandle spawnLocal(K key, Future<? extends V> future) {
    return put(checked(key), spawner.spawnLocal(future));
  }

  /** Spawns an async block on the current {@link LocalSet}; as {@link #spawnLocal(Object, Future)}. */
  public AbortHandle spawnLocal(K key, Callable<? extends V> asyncBlock) {
    return put(checked(key), spawner.spawnLocal(asyncBlock));
  }

  /**
   * The task that ended first of those not joined yet, with its key; waits for one. Empty when the map is. A task that
   * failed or was cancelled is given as any other: its handle throws the {@link JoinException}. Dropping the future loses
   * no task.
   */
  @CheckReturnValue
  public Future<Optional<JoinedKey<K, V>>> joinNext() {
    return new JoinNext<>(NAME, tasks.ended(JoinMap::read));
  }

  /** As {@link #joinNext()}, without waiting: empty also when all tasks are still running. */
  public Optional<JoinedKey<K, V>> tryJoinNext() {
    return tasks.tryNext(JoinMap::read);
  }

  /**
   * Aborts the task of {@code key}, which stays in the map until it is joined.
   *
   * @return whether there is one
   */
  public boolean abort(K key) {
    SetEntry<K, V> entry = byKey.get(checked(key));
    if (entry == null) { return false; }
    entry.abort();
    return true;
  }

  /**
   * Aborts the tasks whose keys {@code condition} accepts; they stay in the map until they are joined.
   *
   * @return how many there are
   */
  public int abortMatching(Predicate<? super K> condition) {
    Objects.requireNonNull(condition, "condition");
    int matching = 0;
    for (SetEntry<K, V> entry : byKey.values()) {
      if (condition.test(entry.key)) {
        entry.abort();
        matching++;
      }
    }
    return matching;
  }

  /** Aborts all tasks. They stay in the map until they are joined. */
  public void abortAll() {
    tasks.abortAll();
  }

  /** Lets go of all tasks: they go on, nobody sees their outputs, and the map is empty. */
  public void detachAll() {
    tasks.releaseAll(false);
  }

  /** Aborts all tasks at the first poll, then waits until the map is empty, whatever its tasks end with. */
  @CheckReturnValue
  public Future<Void> shutdown() {
    return new JoinShutdown<>(NAME, tasks);
  }

  /** Whether {@code key} has a task that was not joined yet, running or ended. */
  public boolean containsKey(K key) {
    return byKey.containsKey(checked(key));
  }

  /** The keys that have a task not joined yet, as they are now; the set does not follow the map and cannot be changed. */
  public Set<K> keys() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(byKey.keySet()));
  }

  /** How many tasks are in the map: those that run and those that ended and were not joined yet. */
  public int size() {
    return byKey.size();
  }

  /** Whether {@link #size()} is 0. */
  public boolean isEmpty() { return byKey.isEmpty(); }

  /** Aborts all tasks, lets go of them, and takes no more; does not wait for their end. Idempotent. */
  @Override
  public void close() {
    tasks.close();
  }

  /** The number of tasks. */
  @Override
  public String toString() {
    return "JoinMap[" + size() + " tasks]";
  }

  /** The first thing that is done with a key: one that is null spawns nothing. */
  private static <K> K checked(K key) {
    return Objects.requireNonNull(key, "key");
  }

  private AbortHandle put(K key, JoinHandle<V> handle) {
    SetEntry<K, V> entry = new SetEntry<>(tasks, key, handle);
    SetEntry<K, V> replaced = byKey.put(key, entry);
    if (!tasks.add(entry)) {
      byKey.remove(key, entry); // closed meanwhile, and the task is aborted
    }
    if (replaced != null && tasks.remove(replaced)) {
      CompletionList.abandon(replaced);
    }
    return entry.abortHandle();
  }

  private static <K, V extends @Nullable Object> JoinedKey<K, V> read(SetEntry<K, V> entry) {
    return new JoinedKey<>(entry.key, entry.finishedHandle());
  }
}
