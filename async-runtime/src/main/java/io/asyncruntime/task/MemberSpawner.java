package io.asyncruntime.task;

import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import io.asyncruntime.internal.join.AsyncBodies;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Spawns the tasks of one collection, which then takes the handle in: {@link JoinSet}, {@link JoinQueue} and {@link JoinMap}. Every
 * method fails for null, then for a collection that is closed, then without a place to spawn on, and has spawned nothing then. Has
 * no state; whoever may spawn on the collection may call it.
 *
 * @param <T> type of the outputs; what gives a subtype of it will do
 */
final class MemberSpawner<T extends @Nullable Object> {
  private final String owner;
  private final @Nullable Spawner chosen;
  private final BooleanSupplier closed;

  /**
   * For one collection.
   *
   * @param owner the class the user deals with, for messages
   * @param chosen where to spawn; null for the runtime that is current at each spawn
   * @param closed whether the collection takes no more
   */
  MemberSpawner(String owner, @Nullable Spawner chosen, BooleanSupplier closed) {
    this.owner = owner;
    this.chosen = chosen;
    this.closed = closed;
  }

  JoinHandle<T> spawn(Future<? extends T> future) {
    Objects.requireNonNull(future, "future");
    return spawner().spawn(of(future));
  }

  JoinHandle<T> spawn(Callable<? extends T> asyncBlock) {
    Objects.requireNonNull(asyncBlock, "asyncBlock");
    return spawner().spawn(of(asyncBlock));
  }

  JoinHandle<T> spawn(Action asyncBlock) {
    return spawn(none(Objects.requireNonNull(asyncBlock, "asyncBlock")));
  }

  JoinHandle<T> spawn(String name, Future<? extends T> future) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(future, "future");
    return spawner().spawn(name, of(future));
  }

  JoinHandle<T> spawn(String name, Callable<? extends T> asyncBlock) {
    return spawn(name, AsyncBodies.async(asyncBlock));
  }

  JoinHandle<T> spawn(String name, Action asyncBlock) {
    return spawn(name, none(Objects.requireNonNull(asyncBlock, "asyncBlock")));
  }

  JoinHandle<T> spawnBlocking(Callable<? extends T> work) {
    Objects.requireNonNull(work, "work");
    return spawner().spawnBlocking(of(work));
  }

  JoinHandle<T> spawnBlocking(Action work) {
    return spawnBlocking(none(Objects.requireNonNull(work, "work")));
  }

  JoinHandle<T> spawnBlocking(String name, Callable<? extends T> work) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(work, "work");
    return spawner().spawnBlocking(name, of(work));
  }

  JoinHandle<T> spawnLocal(Future<? extends T> future) {
    Objects.requireNonNull(future, "future");
    requireOpen();
    return CurrentRuntime.localSet(owner).spawnLocal(of(future));
  }

  JoinHandle<T> spawnLocal(Callable<? extends T> asyncBlock) {
    return spawnLocal(AsyncBodies.async(asyncBlock));
  }

  private Spawner spawner() {
    requireOpen();
    return CurrentRuntime.orElse(chosen, owner);
  }

  private void requireOpen() {
    if (closed.getAsBoolean()) {
      throw new IllegalStateException(
          owner + " is closed, and close() has aborted its tasks: make a new one to spawn more");
    }
  }

  @SuppressWarnings("unchecked") // a future only gives
  private static <T extends @Nullable Object> Future<T> of(Future<? extends T> future) {
    return (Future<T>) future;
  }

  @SuppressWarnings("unchecked") // a callable only gives
  private static <T extends @Nullable Object> Callable<T> of(Callable<? extends T> body) {
    return (Callable<T>) body;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // null is of every type; a set of actions has no other outputs
  private static <T extends @Nullable Object> Callable<T> none(Action body) {
    return (Callable<T>) body.asCallable();
  }
}
