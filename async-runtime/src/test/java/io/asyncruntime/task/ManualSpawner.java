package io.asyncruntime.task;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.internal.util.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Spawns tasks that run and end only when the test says so. */
final class ManualSpawner implements Spawner, RuntimeRef {
  final List<ManualTask<?>> tasks = new ArrayList<>();
  private boolean refuses;
  private boolean endsAtOnce;
  private boolean finishesWhileWatched;

  /** The task that was spawned as number {@code index}, counted from 0. */
  @SuppressWarnings("unchecked") // the test knows what it spawned
  <T extends @Nullable Object> ManualTask<T> task(int index) {
    return (ManualTask<T>) tasks.get(index);
  }

  /** From now on every spawn throws. */
  void refuse() {
    refuses = true;
  }

  /** From now on every task is cancelled before its handle is given, as after a shutdown. */
  void endAtOnce() {
    endsAtOnce = true;
  }

  /** From now on every task ends with the value null between the question whether it has and the join. */
  void finishWhileWatched() {
    finishesWhileWatched = true;
  }

  /** Runs {@code body} with this as the current runtime. */
  void run(Runnable body) {
    Ambient here = Ambient.current();
    RuntimeRef before = here.runtime;
    here.runtime = this;
    try {
      body.run();
    } finally {
      here.runtime = before;
    }
  }

  @Override
  public <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future) {
    return add(null, future);
  }

  @Override
  public <T extends @Nullable Object> JoinHandle<T> spawn(String name, Future<T> future) {
    return add(name, future);
  }

  @Override
  public <T extends @Nullable Object> JoinHandle<T> spawn(Callable<T> asyncBlock) {
    return add(null, null);
  }

  @Override
  public <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> work) {
    return add(null, null);
  }

  private <T extends @Nullable Object> JoinHandle<T> add(@Nullable String name, @Nullable Future<T> future) {
    if (refuses) { throw new IllegalStateException("refused"); }
    ManualTask<T> task = new ManualTask<>(name, future);
    tasks.add(task);
    if (endsAtOnce) {
      task.cancel();
    }
    return new JoinHandle<>(finishesWhileWatched ? new LateAnswer<>(task) : task);
  }

  @Override
  public Clock clock() {
    throw new AssertionError("nobody here asks for the time");
  }
}
