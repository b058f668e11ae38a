package io.asyncruntime.task;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tasks of a {@link JoinQueue}, in the order in which they were spawned. For the owner of the queue, one thread at a time. */
final class TaskQueue<T extends @Nullable Object> implements Members<QueuedTask<T>> {
  private final ArrayDeque<QueuedTask<T>> tasks = new ArrayDeque<>();
  private boolean closed;

  int size() {
    return tasks.size();
  }

  /** Whether it takes no more. */
  boolean isClosed() { return closed; }

  /** Adds a task behind the others. */
  void add(QueuedTask<T> task) {
    tasks.addLast(task);
  }

  /** The task whose turn it is; it stays. */
  @Nullable
  QueuedTask<T> first() {
    return tasks.peekFirst();
  }

  /** Takes out the task whose turn it was. */
  void removeFirst() {
    tasks.removeFirst();
  }

  @Override
  public <E> EndedTasks<E> ended(Reader<QueuedTask<T>, E> reader) {
    return new QueueReader<>(this, reader);
  }

  /** They keep their outputs as they are taken. */
  @Override
  public EndedTasks<QueuedTask<T>> ended() {
    return ended(task -> task);
  }

  /** In front of the others, in their order. */
  @Override
  public void restore(List<QueuedTask<T>> taken) {
    for (int i = taken.size() - 1; i >= 0; i--) {
      tasks.addFirst(taken.get(i));
    }
    if (closed) {
      releaseAll(true);
    }
  }

  @Override
  public void abortAll() {
    tasks.forEach(QueuedTask::abort);
  }

  @Override
  public void releaseAll(boolean abort) {
    for (QueuedTask<T> task = tasks.pollFirst(); task != null; task = tasks.pollFirst()) {
      if (abort) {
        task.abort();
      }
      task.release();
    }
  }

  /** Aborts all and takes no more. Idempotent. */
  void close() {
    closed = true;
    releaseAll(true);
  }
}
