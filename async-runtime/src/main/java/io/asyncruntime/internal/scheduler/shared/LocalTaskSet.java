package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.internal.join.LocalTasks;
import io.asyncruntime.internal.join.RawTask;
import io.asyncruntime.internal.queue.InjectQueue;
import io.asyncruntime.internal.scheduler.measure.PanicPolicy;
import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.task.OwnedShard;
import io.asyncruntime.internal.task.OwnedTasks;
import io.asyncruntime.internal.task.PanicHandler;
import io.asyncruntime.internal.task.PollObserver;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.task.TaskExtras;
import io.asyncruntime.internal.task.TaskOutcome;
import io.asyncruntime.internal.task.TaskScheduler;
import io.asyncruntime.internal.task.Wakers;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.wait.AtomicWaker;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.Inherited;
import io.asyncruntime.metrics.TaskKind;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of one local set. The owner is the thread that polls first, known by its {@link Ambient}, which an async block
 * borrows from whoever polls it: so the body of a local block counts as the owner, on whatever thread the engine runs it.
 *
 * <p>{@link #schedule} may be called by any thread: wakes from other threads go through {@link #remote} and the waker of whoever
 * polls the set. Everything else is the owner's.
 */
final class LocalTaskSet implements LocalTasks, TaskScheduler {
  private static final int TASKS_PER_TICK = 61;
  private static final int REMOTE_FIRST_EVERY = 31;
  private static final PanicPolicy WITHOUT_RUNTIME = new PanicPolicy(PanicPolicy.Mode.LOG, null, reason -> {});

  private final Object face;
  private final OwnedTasks owned = new OwnedTasks(1);
  private final OwnedShard part = owned.addShard(); // bound in, and released from, by the owner only
  private final ArrayDeque<Task<?>> local = new ArrayDeque<>();
  private final InjectQueue<Task<?>> remote = new InjectQueue<>();
  private final AtomicWaker driver = new AtomicWaker();
  private int tick;
  private boolean closed; // the owner only

  /** Written once, by the first poll; read by any thread to tell whether it is the owner. */
  private volatile @Nullable Ambient owner;

  private volatile @Nullable String ownerName;
  private volatile @Nullable Scheduler runtime;

  LocalTaskSet(Object face) {
    this.face = face;
  }

  @Override
  public <T extends @Nullable Object> RawTask<T> spawn(@Nullable String name, Future<T> future) {
    Ambient here = Ambient.current();
    Ambient mine = owner;
    if (mine != null && mine != here) { throw notOwner("spawnLocal"); }
    Task<T> task =
        here.runtime instanceof Scheduler current
            ? current.localTask(name, future, this)
            : new Task<>(Inherited.at(here, future), this, TaskKind.LOCAL, Clock.realNanos(), extras(name));
    if (owned.bind(task, part)) {
      schedule(task);
    } else {
      drop(here, List.of(task));
    }
    return task;
  }

  private static @Nullable TaskExtras extras(@Nullable String name) {
    return name == null ? null : new TaskExtras(name, null, null, null, null);
  }

  @Override
  public Poll<Void> poll(Context cx) {
    Ambient here = bind("awaiting a LocalSet");
    if (closed) {
      throw new IllegalStateException(
          "the LocalSet was polled after it had been closed or dropped: its tasks are gone");
    }
    driver.register(cx.waker());
    boolean more = tick(here);
    if (owned.alive() == 0) {
      driver.clear();
      return Poll.ready(null);
    }
    if (more) {
      cx.waker().wake();
    }
    return Poll.pending();
  }

  @Override
  public <T extends @Nullable Object> Future<T> runUntil(Future<T> future) {
    return new RunUntil<>(this, future);
  }

  /** The owner. One poll of {@code future} inside the set, then a round of its tasks if that is pending. */
  <T extends @Nullable Object> Poll<T> pollWith(Future<T> future, Context cx) throws Exception {
    Ambient here = bind("runUntil of a LocalSet");
    driver.register(cx.waker());
    Place before = enter(here);
    Poll<T> poll;
    try {
      poll = future.poll(cx);
    } finally {
      before.leave(here);
    }
    if (!poll.isReady() && tick(here)) {
      cx.waker().wake();
    }
    return poll;
  }

  /** The owner. Drops {@code future} as it was polled. */
  void dropWith(Future<?> future) {
    Ambient here = Ambient.current();
    Place before = enter(here);
    try {
      future.drop();
    } finally {
      before.leave(here);
    }
  }

  /** Runs a round of ready tasks. Whether there may be more. */
  private boolean tick(Ambient here) {
    Place before = enter(here);
    try {
      for (int i = 0; i < TASKS_PER_TICK; i++) {
        Task<?> task = next();
        if (task == null) { return false; }
        here.budget = Coop.BUDGET;
        task.run(here);
      }
      here.renew();
      return true;
    } finally {
      before.leave(here);
    }
  }

  private @Nullable Task<?> next() {
    if (++tick % REMOTE_FIRST_EVERY == 0) {
      Task<?> task = remote.pop();
      return task != null ? task : local.pollFirst();
    }
    Task<?> task = local.pollFirst();
    return task != null ? task : remote.pop();
  }

  /** The first poll makes its thread the owner; any other thread, and a spawned task, is told off. */
  private Ambient bind(String call) {
    Ambient here = Ambient.current();
    if (here.task() != null) {
      throw new IllegalStateException(
          call + " inside a spawned task would move the set's tasks between threads:"
              + " drive it at top level, with runtime.blockOn(set.runUntil(future))");
    }
    Ambient mine = owner;
    if (mine == null) {
      owner = here;
      ownerName = Thread.currentThread().getName();
      if (here.runtime instanceof Scheduler current) {
        runtime = current;
        current.localSets.add(this);
      }
    } else if (mine != here) { throw notOwner(call); }
    return here;
  }

  private IllegalStateException notOwner(String call) {
    return new IllegalStateException(
        call + " on thread \"" + Thread.currentThread().getName() + "\", but the LocalSet belongs to thread \""
            + ownerName
            + "\", which polled it first: use it there only");
  }

  @Override
  public void close() {
    Ambient here = Ambient.current();
    Ambient mine = owner;
    if (mine != null && mine != here) { throw notOwner("close()"); }
    closed = true;
    owned.close();
    drop(here, owned.snapshot());
    local.clear();
    wakeDriver();
  }

  /** The owner, or whoever spawns before there is one. Inside the set, and inside its runtime, also where the caller is in none. */
  private void drop(Ambient here, List<? extends JoinableTask<?>> tasks) {
    Place before = enter(here);
    Scheduler mine = runtime;
    if (mine != null) {
      here.runtime = mine;
    }
    try {
      for (JoinableTask<?> task : tasks) {
        ((Task<?>) task).shutdown(here);
      }
    } finally {
      before.leave(here);
    }
  }

  /** Called by whoever wakes one of the tasks, so what the waker throws must not come out. */
  private void wakeDriver() {
    Waker taken = driver.take();
    if (taken != null) {
      Wakers.wake(taken);
    }
  }

  /** For dumps. Any thread. */
  OwnedTasks owned() {
    return owned;
  }

  // ---- what its tasks ask ----

  @Override
  public void schedule(Task<?> task) {
    if (Ambient.current() == owner) {
      local.addLast(task);
    } else {
      remote.push(task);
    }
    wakeDriver();
  }

  @Override
  public void reschedule(Task<?> task) {
    local.addLast(task);
  }

  @Override
  public void released(Task<?> task, TaskOutcome outcome) {
    owned.release(task, outcome, part);
    Scheduler current = runtime;
    if (current != null) {
      current.terminated(task, outcome); // hooks are not told of local tasks, which that one knows
    }
  }

  @Override
  public boolean isEnding() { return closed; }

  @Override
  public PanicHandler panics() {
    Scheduler current = runtime;
    return current == null ? WITHOUT_RUNTIME : current.panics();
  }

  @Override
  public @Nullable PollObserver observer() {
    Scheduler current = runtime;
    return current == null ? null : current.observer();
  }

  @Override
  public boolean counts() {
    Scheduler current = runtime;
    return current == null || current.counts();
  }

  // ---- being inside ----

  private Place enter(Ambient here) {
    Place before = new Place(here.runtime, here.localSet, here.inLocalSet, here.budget);
    here.localSet = face;
    here.inLocalSet = true;
    here.asyncDepth++;
    return before;
  }

  /** Where the thread was before. */
  private record Place(@Nullable RuntimeRef runtime, @Nullable Object localSet, boolean inLocalSet, int budget) {
    void leave(Ambient here) {
      here.runtime = runtime;
      here.localSet = localSet;
      here.inLocalSet = inLocalSet;
      here.budget = budget;
      here.asyncDepth--;
    }
  }

  /** {@code future}, and the set's tasks beside it. */
  private static final class RunUntil<T extends @Nullable Object> implements Future<T> {
    private final LocalTaskSet set;
    private @Nullable Future<T> future;

    RunUntil(LocalTaskSet set, Future<T> future) {
      this.set = set;
      this.future = future;
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
      Future<T> inner = future;
      if (inner == null) {
        throw new IllegalStateException("runUntil was polled after it had completed or been dropped");
      }
      Poll<T> poll;
      try {
        poll = set.pollWith(inner, cx);
      } catch (Throwable failure) {
        future = null;
        throw failure;
      }
      if (poll.isReady()) {
        future = null;
      }
      return poll;
    }

    @Override
    public void drop() {
      Future<T> inner = future;
      future = null;
      if (inner != null) {
        set.dropWith(Objects.requireNonNull(inner));
      }
    }
  }
}
