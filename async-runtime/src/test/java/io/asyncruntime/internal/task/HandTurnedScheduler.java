package io.asyncruntime.internal.task;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.TaskRef;
import io.asyncruntime.metrics.TaskKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scheduler that remembers what it is asked, and runs nothing until it is told to. One thread, unless said otherwise. */
final class HandTurnedScheduler implements TaskScheduler, BlockingScheduler, PanicHandler {
  final OwnedTasks owned = new OwnedTasks(1);
  final List<String> journal = new ArrayList<>();
  final List<Task<?>> queued = new ArrayList<>();
  private final UnreadPanics watcher = new UnreadPanics();

  /** What is done around polls and drops. */
  @Nullable PollObserver observer;

  /** Thrown by {@link #panics()}, which no poll of a task expects: it leaves the poll by none of its exits. */
  @Nullable Error noPanics;

  <T extends @Nullable Object> Task<T> spawn(Future<T> future) {
    return spawn(future, null);
  }

  <T extends @Nullable Object> Task<T> spawn(Future<T> future, @Nullable String name) {
    Task<T> task = new Task<>(future, this, TaskKind.ASYNC, 0, extras(name));
    owned.bind(task, null);
    queued.add(task);
    return task;
  }

  static @Nullable TaskExtras extras(@Nullable String name) {
    return name == null ? null : new TaskExtras(name, null, null, null, null);
  }

  /** Takes the only task out of the queue and runs it. */
  void runNext() {
    queued.remove(0).run(Ambient.current());
  }

  @Override
  public void schedule(Task<?> task) {
    journal.add("schedule");
    queued.add(task);
  }

  @Override
  public void reschedule(Task<?> task) {
    journal.add("reschedule");
    queued.add(task);
  }

  @Override
  public void released(Task<?> task, TaskOutcome outcome) {
    journal.add("released " + outcome + (task.isFinished() ? " too late" : ""));
    owned.release(task, outcome, null);
  }

  @Override
  public synchronized void released(BlockingTask<?> task, TaskOutcome outcome) {
    journal.add("released " + outcome + (task.isFinished() ? " too late" : ""));
    owned.release(task, outcome, null);
  }

  @Override
  public void finished(BlockingTask<?> task) {
    // seen by the handle
  }

  @Override
  public PanicHandler panics() {
    if (noPanics != null) { throw noPanics; }
    return this;
  }

  @Override
  public @Nullable PollObserver observer() {
    return observer;
  }

  @Override
  public boolean counts() {
    return true;
  }

  @Override
  public synchronized void panicked(JoinableTask<?> task, Throwable cause) {
    journal.add("panicked " + cause.getMessage());
  }

  @Override
  public synchronized void unread(TaskRef task, Throwable cause) {
    journal.add("unread " + task.taskName() + " " + cause.getMessage());
  }

  synchronized List<String> journal() {
    return List.copyOf(journal);
  }

  @Override
  public boolean wantsUnread() {
    return true;
  }

  @Override
  public UnreadPanics watcher() {
    return watcher;
  }
}
