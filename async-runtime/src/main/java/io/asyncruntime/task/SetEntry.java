package io.asyncruntime.task;

import io.asyncruntime.internal.join.RawTask;
import io.asyncruntime.internal.wait.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * A task in a {@link CompletionList}: it waits for the end of its task, as the join waker, and then moves itself to the
 * finished ones.
 *
 * <p>Whoever put it into the list calls {@link #watch()} once; afterwards whoever took it out, alone, may ask for the
 * output. Everyone may abort.
 */
final class SetEntry<K extends @Nullable Object, T extends @Nullable Object> extends Waiter implements Member<T> {
  final K key;

  /** Whether in the list of finished tasks. Guarded by the lock of the list. */
  boolean isFinished;

  private final CompletionList<K, T> list;
  private final JoinHandle<T> handle;
  private final RawTask<T> task;

  private final KeptOutput<T> kept = new KeptOutput<>();

  SetEntry(CompletionList<K, T> list, K key, JoinHandle<T> handle) {
    this.list = list;
    this.key = key;
    this.handle = handle;
    this.task = handle.task();
  }

  /**
   * Asks to be woken when the task ends. A task that has ended by now gives its output at once, which is kept; mostly the
   * first question saves that.
   */
  void watch() {
    if (task.isFinished() || keep()) {
      wake();
    }
  }

  /** Any thread, when the task has ended. */
  @Override
  public void wake() {
    list.finished(this);
  }

  @Override
  public JoinHandle<T> handle() {
    return handle;
  }

  /** Once, or after {@link #keep()}. */
  @Override
  public T output() throws Exception {
    return (kept.isThere() ? kept.get() : task.pollJoin(this)).value();
  }

  /** Takes the output, or the failure, so that {@link #output()} may be asked again. False: will be woken at the end. */
  boolean keep() {
    return kept.take(task, this);
  }

  /** This entry, with the output of its task, which has ended, kept. */
  SetEntry<K, T> kept() {
    keep();
    return this;
  }

  /** A handle that has the output. */
  JoinHandle<T> finishedHandle() {
    return kept.isThere() ? new JoinHandle<>(new CollectedTask<>(task, kept)) : handle;
  }

  /** Whether the task has ended. */
  boolean hasEnded() {
    return task.isFinished();
  }

  void detach() {
    task.detach();
  }
}
