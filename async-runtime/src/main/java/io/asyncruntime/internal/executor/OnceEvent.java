package io.asyncruntime.internal.executor;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.ConditionFuture;
import io.asyncruntime.internal.wait.WaitQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens once, for threads that sleep until then and for polls. Whoever gives up waiting leaves nothing behind, which a
 * dependent action of a {@link CompletableFuture} would. Any thread.
 */
final class OnceEvent {
  private final CompletableFuture<@Nullable Void> happened = new CompletableFuture<>(); // written by whoever says so first
  private final WaitQueue polls = new WaitQueue();

  /** It has happened. */
  void happen() {
    happened.complete(null);
    polls.wakeAll(); // after the condition of those who wait there
  }

  /** Runs {@code action} when it happens, on the thread that says so; here and now if it has. */
  void thenRun(Runnable action) {
    happened.thenRun(action);
  }

  /** Sleeps until it happens. */
  void await() throws InterruptedException {
    try {
      happened.get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Sleeps until it happens, no longer than {@code nanos}. */
  void await(long nanos) throws InterruptedException, TimeoutException {
    try {
      happened.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Ready when it has happened. */
  Future<Void> awaited() {
    return new Awaited(this);
  }

  /** How many polls wait for it. */
  int waiting() {
    return polls.size();
  }

  private static final class Awaited extends ConditionFuture<Void> {
    private final OnceEvent event;

    Awaited(OnceEvent event) {
      super(event.polls);
      this.event = event;
    }

    @Override
    protected Poll<Void> attempt() {
      return event.happened.isDone() ? Poll.ready(null) : Poll.pending();
    }

    @Override
    protected String describe() {
      return "the end of a command of an executor service";
    }
  }
}
