package io.asyncruntime.internal.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.TaskRef;
import io.asyncruntime.internal.join.RawTask;
import io.asyncruntime.internal.util.Door;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.TaskId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The half of a task that its handle sees: the output and the join waker. The other half, what runs, is the subclass's.
 *
 * @param <T> type of the output
 */
public abstract class JoinableTask<T extends @Nullable Object> extends TaskState implements RawTask<T> {
  private static final Object CANCELLED_OUTPUT = new Object();
  private static final Object TAKEN = new Object();
  private static final Door RELEASE = new Door("io.asyncruntime.task", "the end of {} is not known everywhere");

  /**
   * Until the task is complete what it runs, afterwards its output: the value, a {@link Panic}, or one of the two marks. One
   * field, because the two never live at once. Written by whoever holds the task (RUNNING), before COMPLETE is set; then by the
   * owner of the handle.
   */
  private @Nullable Object stage;

  /** Called at completion if JOIN_WAKER is set. Written by the owner of the handle while JOIN_WAKER is not set. */
  private @Nullable Waker joinWaker;

  /** Written once by the registry, before anyone else sees the task. */
  private long id;

  /** Clock reading at spawn, real nanoseconds. */
  private final long spawnedNanos;

  /** What few tasks have; null for a task without any of it. */
  final @Nullable TaskExtras extras;

  /** Place in the registry. Written by the registry before anyone else sees the task, and by whoever ends it. */
  private @Nullable OwnedPage page;

  private int slot;

  JoinableTask(Object work, long spawnedNanos, @Nullable TaskExtras extras) {
    this.stage = work;
    this.spawnedNanos = spawnedNanos;
    this.extras = extras;
  }

  /** The registry, once. */
  final void identify(long number) {
    id = number;
  }

  /** The registry, once, before anyone else sees the task. */
  final void place(OwnedPage there, int at) {
    page = there;
    slot = at;
  }

  /** Whoever holds the task, when it ends. False when it never had a place. It must not keep the page alive. */
  final boolean leavePlace() {
    OwnedPage there = page;
    if (there == null) { return false; }
    page = null;
    there.clear(slot);
    return true;
  }

  @Override
  public final @Nullable String taskName() {
    return extras == null ? null : extras.name();
  }

  /** Another name, if it has one. Its poller. */
  public final void rename(String other) {
    if (extras != null) extras.rename(other);
  }

  /** What few tasks have. Whoever holds the task. */
  public final @Nullable TaskExtras extras() {
    return extras;
  }

  /** What it is doing, racily. Any thread. */
  public abstract TaskStatus status();

  /** How often it was polled, racily. Any thread. */
  abstract long pollCount();

  /** How often it was woken, racily. Any thread. */
  abstract long wakeCount();

  /** How often of these by itself, racily. Any thread. */
  abstract long selfWakeCount();

  /** As {@link #info}, but no stack is taken. */
  abstract TaskInfo row(long nowNanos);

  /** Sort of work. */
  public abstract TaskKind kind();

  /** Real nanoseconds of the clock when the task was spawned. Any thread. */
  public final long spawnedNanos() {
    return spawnedNanos;
  }

  @Override
  public final long taskId() {
    return id;
  }

  @Override
  public final boolean isFinished() { return isComplete(); }

  /** Whoever holds the task (and, racily, a dump). What it runs; meaningless once it is complete. */
  final @Nullable Object work() {
    return stage;
  }

  /** Whoever holds the task, before its end: another form of what it runs. */
  final void replaceWork(Object work) {
    stage = work;
  }

  @Override
  public final Poll<T> pollJoin(Context cx) {
    if (!hasJoinInterest()) {
      throw new IllegalStateException("the JoinHandle of task " + id + " was dropped: it cannot be awaited any more");
    }
    return isComplete() || !registerJoinWaker(cx.waker()) ? Poll.ready(takeOutput()) : Poll.pending();
  }

  /** False when the task has completed meanwhile. */
  private boolean registerJoinWaker(Waker waker) {
    if (hasJoinWaker()) {
      if (joinWaker == waker) { return !isComplete(); }
      if (!withdrawJoinWaker()) { return false; }
    }
    joinWaker = Objects.requireNonNull(waker, "waker");
    return publishJoinWaker();
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the output of a future of T, null only if T may be
  private T takeOutput() {
    Object output = stage;
    if (output == TAKEN) {
      throw new IllegalStateException(
          "the output of task " + id + " was taken before, or its JoinHandle was dropped: await a JoinHandle once");
    }
    stage = TAKEN; // joinWaker stays: the completing thread may be about to read it
    if (output == CANCELLED_OUTPUT) { throw JoinException.cancelled(new TaskId(id), taskName()); }
    if (output instanceof Panic panic) { throw failure(panic); }
    if (output instanceof Unrun unrun) { throw JoinException.unrun(new TaskId(id), taskName(), unrun.why); }
    return (T) output;
  }

  private JoinException failure(Panic panic) {
    if (panic.watch != null) {
      panic.watch.read();
    }
    return JoinException.panic(new TaskId(id), taskName(), panic.cause);
  }

  @Override
  public final void detach() {
    if (dropJoinInterest()) {
      discardOutput();
    }
  }

  private void discardOutput() {
    Object output = stage;
    stage = TAKEN;
    if (output instanceof Panic panic && panic.watch != null) {
      panic.watch.discarded();
    }
  }

  /** Whoever ends the task. The name of the class of what it threw; empty where it did not. */
  public final String failureClass() {
    return stage instanceof Panic panic ? panic.cause.getClass().getName() : "";
  }

  /** Whoever holds the task. Ends it with a value. */
  final void completeWith(@Nullable Object value) {
    complete(value, TaskOutcome.COMPLETED);
  }

  /** Whoever holds the task, after dropping what it runs. Ends it without a value. */
  final void completeCancelled() {
    complete(CANCELLED_OUTPUT, TaskOutcome.CANCELLED);
  }

  /** Whoever holds the task, which was not run. Ends it as cancelled, with the reason: it did not throw, so it is no panic. */
  final void completeLate(RuntimeException why) {
    complete(new Unrun(why), TaskOutcome.CANCELLED);
  }

  /** The output of a task that was not run. */
  private record Unrun(RuntimeException why) {
  }

  /** Whoever holds the task. Ends it with what was thrown. */
  final void completeExceptionally(Throwable cause) {
    try {
      panics().panicked(this, cause);
    } catch (Throwable bug) {
      RELEASE.threw(this, bug);
    }
    complete(UnreadPanics.panic(this, cause, panics()), TaskOutcome.PANICKED);
  }

  /** Whatever throws on the way, the handle hears of the end. */
  private void complete(@Nullable Object output, TaskOutcome outcome) {
    stage = output;
    try {
      released(outcome);
    } catch (Throwable bug) {
      RELEASE.threw(this, bug);
    }
    int bits = markComplete(); // releases the output, and what the task did, to whoever sees COMPLETE
    try {
      tellHandle(bits);
    } catch (Throwable bug) {
      RELEASE.threw(this, bug);
    }
    finished();
  }

  private void tellHandle(int bits) {
    if ((bits & JOIN_INTEREST) == 0) {
      discardOutput();
    } else if ((bits & JOIN_WAKER) != 0) {
      Wakers.wake(Objects.requireNonNull(joinWaker));
    }
  }

  /** As log lines name it. */
  @Override
  public final String toString() {
    return describe(this);
  }

  /** As log lines name a task. */
  static String describe(TaskRef task) {
    String name = task.taskName();
    return name == null ? "task " + task.taskId() : "task " + task.taskId() + " " + Names.quote(name);
  }

  /** A moment of the task's life, for a dump. Any thread; racy by nature. */
  public abstract TaskInfo info(long nowNanos);

  /** Called once, when what the task runs is gone and before the handle can know. */
  abstract void released(TaskOutcome outcome);

  /** Called once, when the handle knows. */
  void finished() {
    // of no interest to most
  }

  abstract PanicHandler panics();
}
