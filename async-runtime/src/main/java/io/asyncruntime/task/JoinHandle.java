package io.asyncruntime.task;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.join.RawTask;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.wait.BlockingWait;
import io.asyncruntime.internal.wait.Coop;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A spawned task, for whoever wants its output: a future of it.
 *
 * <p>Awaiting takes the output once. A task that was cancelled or threw makes the poll throw {@link JoinException}.
 * {@link #drop()} lets go of the task without stopping it; {@link #abort()} stops it.
 *
 * <p>Poll, {@link #join()} and {@link #toCompletableFuture()} are for one thread at a time; everything else for any thread.
 *
 * <p><b>Fairness:</b> one task waits for it at a time. <b>Cancellation:</b> a select or a time-out that gives the handle up
 * detaches the task, which goes on; pass {@link #borrow()} to keep the handle, {@link #abortOnDrop()} to stop the task.
 *
 * <pre>{@code
 * JoinHandle<Page> page = runtime.spawn(() -> await(fetch(url)));
 * show(await(page));
 * }</pre>
 *
 * @param <T> type of the output
 */
public final class JoinHandle<T extends @Nullable Object> implements Future<T> {
  private final RawTask<T> task;

  /** For the runtime: its argument's type is not exported. */
  @SuppressWarnings("exports")
  public JoinHandle(RawTask<T> task) {
    this.task = Objects.requireNonNull(task, "task");
  }

  /** The task, for collections of tasks. */
  RawTask<T> task() {
    return task;
  }

  /** The number of the task. */
  public TaskId id() {
    return new TaskId(task.taskId());
  }

  /** The name that was given at {@code spawn}. */
  public Optional<String> name() {
    return Optional.ofNullable(task.taskName());
  }

  /**
   * The output, once it is there; costs a unit of the cooperative budget.
   *
   * @throws JoinException when the task was cancelled or threw
   * @throws IllegalStateException when the output was taken, or this handle dropped, before
   */
  @Override
  public Poll<T> poll(Context cx) throws Exception {
    if (!Coop.proceed(cx)) { return Poll.pending(); }
    Poll<T> poll = task.pollJoin(cx);
    if (!poll.isReady()) {
      Coop.refund();
    }
    return poll;
  }

  /** Detaches: the task goes on, and nobody will see its output. Idempotent. */
  @Override
  public void drop() {
    task.detach();
  }

  /**
   * Blocks the calling plain thread until the task is done, and gives its output.
   *
   * @throws JoinException when the task was cancelled or threw
   * @throws IllegalStateException in async code: await the handle there
   * @throws java.util.concurrent.CompletionException around an {@link InterruptedException} when the thread is
   *     interrupted; the interrupt flag stays set and the handle can be joined again
   */
  public T join() {
    boolean counted = !task.isFinished() && task.joinBegins();
    try {
      return BlockingWait.await(borrow(), "join()", "await the JoinHandle instead");
    } finally {
      if (counted) {
        task.joinEnds();
      }
    }
  }

  /**
   * Asks for the end of the task; returns at once. An idle task is dropped by the runtime at the place where it waits. A poll
   * that is running finishes first, and wins if it completes. A running blocking job is interrupted. A section that cannot be cancelled
   * ({@code Async.uncancellable}), once begun, is finished before.
   */
  public void abort() {
    task.abort();
  }

  /** The right to abort alone, to hand on. */
  public AbortHandle abortHandle() {
    return new AbortHandle(task);
  }

  /**
   * This handle as a future whose drop aborts the task instead of detaching it: the task ends with whoever waits for it. It takes
   * the output, so it is the last use of the handle as a future.
   */
  @CheckReturnValue
  public Future<T> abortOnDrop() {
    return new AbortOnDrop<>(this);
  }

  /** Whether the task has completed, failed or been dropped. May still be false right after {@link #abort()}. */
  public boolean isFinished() {
    return task.isFinished();
  }

  /**
   * This handle for code that speaks {@link CompletableFuture}; takes the output, so it is the last use of the handle.
   * Whoever cancels or completes it before the task does, as {@code orTimeout} and the time limiters of libraries do, aborts the
   * task; that does not go for stages made from it. It fails with what the task threw, or with a
   * {@link java.util.concurrent.CancellationException} when the task was cancelled.
   */
  public CompletableFuture<T> toCompletableFuture() {
    return JoinedCompletableFuture.of(task);
  }

  /** The task's number, name and whether it is finished. */
  @Override
  public String toString() {
    String name = task.taskName();
    return "JoinHandle[task " + task.taskId() + (name == null ? "" : " " + Names.quote(name))
        + (task.isFinished() ? ", finished]" : "]");
  }
}
