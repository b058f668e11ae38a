package io.asyncruntime.internal.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.HeldGuard;
import io.asyncruntime.internal.ambient.OpenSection;
import io.asyncruntime.internal.ambient.SectionHost;
import io.asyncruntime.internal.ambient.TaskRef;
import io.asyncruntime.internal.queue.Linked;
import io.asyncruntime.internal.util.Failures;
import io.asyncruntime.internal.wait.HeldGuards;
import io.asyncruntime.internal.wait.OpenSections;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A top-level future that the runtime polls. One object: it is its own state, waker, context and registry entry.
 *
 * @param <T> type of the output
 */
public final class Task<
    T extends @Nullable Object> extends JoinableTask<T> implements Waker, Context, Linked, SectionHost {
  private static final String SUSPENDED = "a poll of the task that returned Pending";

  private final TaskScheduler scheduler;
  private final TaskKind kind;

  /** Written by the poller. */
  private int polls;

  /** Whether this poll has asked for another one. Written by the poller. */
  private boolean yields;

  /** Written by wakers without synchronisation: a lost count is no harm. */
  private int wakes;
  private int selfWakes;

  /** The task below it, for a queue that has no memory. Guarded by the lock of that queue. */
  private @Nullable Object linked;

  /** A task in state "notified", to be bound to a registry and then scheduled. */
  public Task(Future<T> future, TaskScheduler scheduler, TaskKind kind, long spawnedNanos,
      @Nullable TaskExtras extras) {
    super(future, spawnedNanos, extras);
    this.scheduler = scheduler;
    this.kind = kind;
  }

  /** The polling thread, with the task taken from a queue. Polls it once, and does what the outcome asks for. */
  public void run(Ambient here) {
    Verdict verdict = beginPoll();
    if (verdict == Verdict.POLL) {
      poll(here);
    } else if (verdict == Verdict.CANCEL) {
      cancelUnlessPutOff(here);
    } // else a shutdown has claimed it
  }

  /** The runtime, at shutdown, on a thread that may run the task's {@code drop()}. */
  public void shutdown(Ambient here) {
    if (claimToCancel()) {
      finishAndCancel(here);
    }
  }

  /** The runtime, at shutdown, with the task taken from a queue; on a thread that may run its {@code drop()}. */
  public void shutdownQueued(Ambient here) {
    if (claimQueuedToCancel()) {
      finishAndCancel(here);
    }
  }

  /** The runtime, at the end of a shutdown. Completes the task as cancelled without dropping its future. Whether nobody else has it. */
  public boolean abandon() {
    boolean claimed = claimToCancel();
    if (claimed) {
      completeCancelled();
    }
    return claimed;
  }

  /** The same, with the task taken from a queue. */
  public boolean abandonQueued() {
    boolean claimed = claimQueuedToCancel();
    if (claimed) {
      completeCancelled();
    }
    return claimed;
  }

  private void poll(Ambient here) {
    TaskRef outer = here.task();
    Object outerLocals = here.taskLocals; // of whoever drives the loop; tasks do not inherit them
    place(here, this, null);
    Poll<T> result;
    try {
      result = pollObserved(here);
    } catch (Throwable failure) {
      completeExceptionally(failure);
      return;
    } finally {
      place(here, outer, outerLocals);
    }
    if (result == Poll.<T>pending()) { // there is one; cheaper than to ask once more
      suspend(here);
    } else {
      completeWith(result.value());
    }
  }

  private Poll<T> pollObserved(Ambient here) throws Exception {
    polls++;
    PollObserver observer = scheduler.observer();
    if (observer == null) { return pollFuture(here); }
    observer.before(this, here);
    Poll<T> result = null;
    try {
      result = pollFuture(here);
      return result;
    } finally {
      observer.after(this, here, result);
    }
  }

  private Poll<T> pollFuture(Ambient here) throws Exception {
    HeldGuard held = HeldGuards.mark(here);
    Future<T> future = future();
    Poll<T> result = future.poll(this);
    if (!result.isReady() && here.heldGuards != held) {
      failSuspension(here, future, held);
    }
    return result;
  }

  /** A guard that must not leave this thread would: the task fails, and its future is given up on. */
  private static void failSuspension(Ambient here, Future<?> future, @Nullable HeldGuard held) {
    try {
      HeldGuards.checkSuspension(here, held, SUSPENDED);
    } catch (Throwable misuse) {
      try {
        future.drop();
      } catch (Throwable second) {
        misuse.addSuppressed(second);
      }
      throw misuse;
    }
  }

  private void suspend(Ambient here) {
    boolean again = yields;
    Verdict verdict = again ? endYieldingPoll() : endPoll();
    try {
      if (verdict == Verdict.YIELD) {
        becomeScheduled();
        scheduler.yielded(this, here);
      } else if (verdict == Verdict.RESCHEDULE) {
        becomeScheduled();
        scheduler.reschedule(this);
      } else if (verdict == Verdict.CANCEL) {
        endCancelledPoll(here, again);
      } // else idle: a waker submits it
    } catch (Throwable bug) {
      strand(here, bug);
    }
  }

  /** The poller, with a cancelled task taken from a queue. */
  private void cancelUnlessPutOff(Ambient here) {
    if (!isPutOff()) {
      cancel(here);
    } else if (scheduler.isEnding()) {
      finishAndCancel(here);
    } else {
      poll(here);
    }
  }

  /** The poller, after a Pending poll of a cancelled task. */
  private void endCancelledPoll(Ambient here, boolean again) {
    if (!isPutOff()) {
      cancel(here);
    } else if (scheduler.isEnding()) {
      finishAndCancel(here);
    } else if (endPollThoughCancelled(again)) {
      becomeScheduled();
      scheduler.reschedule(this);
    } else if (scheduler.isEnding()) {
      shutdown(here); // the end has begun since, and may have looked for this task when it was not idle yet
    }
  }

  /** The end of the runtime, which has claimed the task. Polls it here while a section is open in it, then drops it. */
  private void finishAndCancel(Ambient here) {
    OpenSections sections = sections();
    if (sections == null || !sections.putOff() || !LastPolls.poll(this, sections, here)) {
      cancel(here);
    }
  }

  /** {@link LastPolls}, which has claimed the task. One poll; whether that was the end of the task. */
  boolean pollLast(Ambient here) {
    TaskRef outer = here.task();
    Object outerLocals = here.taskLocals;
    place(here, this, null);
    Poll<T> result;
    try {
      result = pollObserved(here);
    } catch (Throwable failure) {
      completeExceptionally(failure);
      return true;
    } finally {
      place(here, outer, outerLocals);
    }
    if (result.isReady()) {
      completeWith(result.value());
    }
    return result.isReady();
  }

  /** Any thread, racily. Whether a section in it puts off its drop. */
  public boolean hasOpenSection() {
    OpenSections present = sections();
    return present != null && present.isAnyOpen();
  }

  @Override
  public boolean open(OpenSection section) {
    if (isCancelled()) { return false; }
    OpenSections all = sections();
    return (all != null ? all : shelter()).open(section);
  }

  @Override
  public void close(OpenSection section) {
    OpenSections all = sections();
    if (all != null) {
      all.close(section);
    }
  }

  /** Whoever holds the task. What puts off its drop; null in most tasks. */
  private @Nullable OpenSections sections() {
    return work() instanceof Sheltered<?> sheltered ? sheltered.sections : null;
  }

  /** The poller, in a poll, for the first section. */
  private OpenSections shelter() {
    Sheltered<T> sheltered = new Sheltered<>(future());
    replaceWork(sheltered);
    return sheltered.sections;
  }

  /** Whoever would drop it. */
  private boolean isPutOff() {
    OpenSections present = sections();
    return present != null && present.putOff();
  }

  /** The poller, whose scheduler did not take the task back. Nobody would poll it any more, so it ends. */
  private void strand(Ambient here, Throwable bug) {
    if (claimQueuedToCancel()) {
      end(here, bug);
    }
  }

  /**
   * The loop that polled it, at {@code here}, after it was thrown out in the midst of that: the task ends with {@code why}. None of our own
   * frames lets that happen; but where the JVM goes back from compiled code to interpreted code and has no memory for the objects that were
   * only in registers, it ends all frames of that code without asking their handlers. Does nothing when the task has ended, or is in other hands.
   */
  public void endBrokenPoll(Ambient here, Throwable why) {
    if (isRunning() && !isHeld()) {
      end(here, why);
    }
  }

  private Verdict endYieldingPoll() {
    yields = false;
    wakes++;
    return endPollYielding();
  }

  /**
   * The scheduler's loop, during a poll of this task: if the poll is Pending, the task is to be polled again without a further
   * wake, after its peers.
   */
  public void yieldAfterPoll() {
    yields = true;
  }

  /** The same, when it cannot hold tasks back any more before that poll ends: wakes the task instead. */
  public void wakeIfYields() {
    if (yields) {
      yields = false;
      wake();
    }
  }

  /**
   * The polling thread. A store of a reference carries the collector's barriers, of null half of them, and these two come twice a
   * poll: so null is stored as such, and what is there already is left.
   */
  private static void place(Ambient here, @Nullable TaskRef task, @Nullable Object locals) {
    if (task == null) {
      here.setTask(null);
    } else {
      here.setTask(task);
    }
    if (here.taskLocals != locals) {
      here.taskLocals = locals;
    }
  }

  /** Whoever holds the task. Drops the future with the task current, and completes. */
  private void cancel(Ambient here) {
    end(here, null);
  }

  /** As {@link #cancel}; where there is a failure, the task ends with that. */
  private void end(Ambient here, @Nullable Throwable why) {
    TaskRef outer = here.task();
    Object outerLocals = here.taskLocals;
    place(here, this, null);
    Throwable failure = why;
    try {
      dropObserved(here);
    } catch (Throwable thrown) {
      failure = Failures.combine(failure, thrown);
    } finally {
      place(here, outer, outerLocals);
    }
    if (failure == null) {
      completeCancelled();
    } else {
      completeExceptionally(failure);
    }
  }

  private void dropObserved(Ambient here) {
    PollObserver observer = scheduler.observer();
    if (observer == null) {
      future().drop();
      return;
    }
    observer.beforeDrop(this, here);
    try {
      future().drop();
    } finally {
      observer.afterDrop(this);
    }
  }

  /** Whoever holds the task. */
  @SuppressWarnings("unchecked") // the field holds the future until completion
  private Future<T> future() {
    return (Future<T>) Objects.requireNonNull(work());
  }

  /** Any thread, any number of times. */
  @Override
  public void wake() {
    wakes++;
    if (notifyByWake()) {
      becomeScheduled();
      scheduler.schedule(this);
    } else if (isRunning() && Ambient.current().task() == this) {
      selfWakes++;
    }
  }

  @Override
  public void abort() {
    if (notifyByAbort()) {
      becomeScheduled();
      scheduler.schedule(this);
    }
  }

  private void becomeScheduled() {
    if (extras != null && extras.times != null) {
      extras.times.woken();
    }
  }

  @Override
  public @Nullable Object linked() {
    return linked;
  }

  @Override
  public void link(@Nullable Object next) {
    linked = next;
  }

  @Override
  public TaskKind kind() {
    return kind;
  }

  /** The polling thread, during its poll. Whether the task will be polled again without a further wake. */
  public boolean isWoken() {
    return isNotified();
  }

  /** The polling thread's observer. The task runs, or has run. */
  public void timed(TaskStatus status) {
    if (extras != null && extras.times != null) {
      extras.times.become(status);
    }
  }

  @Override
  public Waker waker() {
    return this;
  }

  @Override
  void released(TaskOutcome outcome) {
    scheduler.released(this, outcome);
  }

  @Override
  PanicHandler panics() {
    return scheduler.panics();
  }

  @Override
  public TaskStatus status() {
    if (isRunning()) { return isHeld() ? TaskStatus.SCHEDULED : TaskStatus.RUNNING; }
    return isNotified() ? TaskStatus.SCHEDULED : TaskStatus.IDLE;
  }

  @Override
  long pollCount() {
    return scheduler.counts() ? Integer.toUnsignedLong(polls) : 0;
  }

  @Override
  long wakeCount() {
    return scheduler.counts() ? Integer.toUnsignedLong(wakes) : 0;
  }

  @Override
  long selfWakeCount() {
    return scheduler.counts() ? Integer.toUnsignedLong(selfWakes) : 0;
  }

  @Override
  public TaskInfo info(long nowNanos) {
    return TaskInfos.of(this, extras, kind, status(), nowNanos, true);
  }

  @Override
  TaskInfo row(long nowNanos) {
    return TaskInfos.of(this, extras, kind, status(), nowNanos, false);
  }
}
