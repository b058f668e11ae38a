package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.join.RawTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A task that a test runs and ends by hand, from any thread. Strict: its output is given once. */
final class ManualTask<T extends @Nullable Object> implements RawTask<T> {
  private static final AtomicLong IDS = new AtomicLong(1000);

  final @Nullable Future<T> future;
  private final long id = IDS.incrementAndGet();
  private final @Nullable String name;
  private @Nullable Poll<T> output; // as everything below, guarded by this
  private @Nullable RuntimeException failure;
  private boolean taken;
  private @Nullable Waker joiner;
  private int aborts;
  private int detaches;

  ManualTask(@Nullable String name, @Nullable Future<T> future) {
    this.name = name;
    this.future = future;
  }

  /** Ends the task with a value. */
  ManualTask<T> complete(T value) {
    synchronized (this) {
      output = Poll.ready(value);
    }
    wakeJoiner();
    return this;
  }

  /** Ends the task because its future threw. */
  void panic(Throwable cause) {
    end(JoinException.panic(new TaskId(id), name, cause));
  }

  /** Ends the task as an abort does. */
  void cancel() {
    end(JoinException.cancelled(new TaskId(id), name));
  }

  private void end(RuntimeException how) {
    synchronized (this) {
      failure = how;
    }
    wakeJoiner();
  }

  /** Wakes whoever joins, whether the task has ended or not. */
  void wakeJoiner() {
    Waker waker;
    synchronized (this) {
      waker = joiner;
      joiner = null;
    }
    if (waker != null) {
      waker.wake();
    }
  }

  @Override
  public synchronized Poll<T> pollJoin(Context cx) {
    if (taken) { throw new IllegalStateException("output taken twice"); }
    if (!isFinished()) {
      joiner = cx.waker();
      return Poll.pending();
    }
    taken = true;
    if (failure != null) { throw failure; }
    Poll<T> mine = output;
    output = null;
    return mine == null ? Poll.pending() : mine;
  }

  @Override
  public synchronized void detach() {
    detaches++;
  }

  @Override
  public synchronized void abort() {
    aborts++;
  }

  @Override
  public synchronized boolean isFinished() { return taken || output != null || failure != null; }

  synchronized boolean isAborted() { return aborts > 0; }

  synchronized boolean isDetached() { return detaches > 0; }

  /** Whether the output or failure was taken. */
  synchronized boolean isTaken() { return taken; }

  @Override
  public long taskId() {
    return id;
  }

  @Override
  public @Nullable String taskName() {
    return name;
  }

  TaskId id() {
    return new TaskId(id);
  }
}
