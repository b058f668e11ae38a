package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A few threads that poll tasks from one queue: as much of a runtime as async blocks need. */
final class MiniExecutor implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60; // only ends a test that has failed

  private final Engines.Host host;
  private final ConcurrentLinkedQueue<Task<?>> queue = new ConcurrentLinkedQueue<>();
  private final Semaphore queued = new Semaphore(0);
  private final List<Thread> workers = new ArrayList<>();
  private volatile boolean closed;

  MiniExecutor(int threads, CoroutineEngine engine, CoroutineEngine.Blocking blocking) {
    host = new Engines.Host(engine, blocking, null);
    for (int i = 0; i < threads; i++) {
      Thread worker = new Thread(this::work, "mini-" + i);
      worker.setDaemon(true);
      workers.add(worker);
      worker.start();
    }
  }

  /** Two threads. */
  MiniExecutor(CoroutineEngine engine) {
    this(2, engine, CoroutineEngine.Blocking.UNMOUNT);
  }

  <T extends @Nullable Object> Task<T> spawn(Future<T> future) {
    Task<T> task = new Task<>(this, future);
    task.wake();
    return task;
  }

  /** The result of {@code future}, run as a task. */
  <T extends @Nullable Object> T run(Future<T> future) throws Exception {
    return spawn(future).result();
  }

  List<Thread> workers() {
    return workers;
  }

  private void submit(Task<?> task) {
    queue.add(task);
    queued.release();
  }

  private void work() {
    Ambient here = Ambient.current();
    here.runtime = host;
    while (true) {
      queued.acquireUninterruptibly();
      Task<?> next = queue.poll();
      if (next == null) {
        if (closed) { return; }
        continue;
      }
      here.asyncDepth++;
      next.run();
      here.asyncDepth--;
    }
  }

  @Override
  public void close() {
    closed = true;
    queued.release(workers.size());
    try {
      for (Thread worker : workers) {
        worker.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
      }
    } catch (InterruptedException e) {
      throw new AssertionError("the test was interrupted", e);
    }
  }

  /** IDLE -> QUEUED by a wake; QUEUED -> RUNNING by a worker; a wake while RUNNING makes it AGAIN. */
  static final class Task<T extends @Nullable Object> implements Waker, Context {
    private static final int IDLE = 0;
    private static final int QUEUED = 1;
    private static final int RUNNING = 2;
    private static final int AGAIN = 3;
    private static final int DONE = 4;

    private final MiniExecutor owner;
    private final Future<T> future;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final AtomicInteger state = new AtomicInteger(IDLE);
    private volatile boolean dropped;

    Task(MiniExecutor owner, Future<T> future) {
      this.owner = owner;
      this.future = future;
    }

    /** Waits for the result. */
    T result() throws Exception {
      return result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    boolean isDone() { return result.isDone(); }

    /** Has the future dropped by a worker; the result is cancelled then. */
    void abort() {
      dropped = true;
      wake();
    }

    @Override
    public void wake() {
      int before = state.getAndUpdate(now -> now == IDLE ? QUEUED : now == RUNNING ? AGAIN : now);
      if (before == IDLE) {
        owner.submit(this);
      }
    }

    @Override
    public Waker waker() {
      return this;
    }

    void run() {
      state.set(RUNNING);
      if (finished()) {
        state.set(DONE);
      } else if (!state.compareAndSet(RUNNING, IDLE)) {
        state.set(QUEUED);
        owner.submit(this);
      }
    }

    private boolean finished() {
      try {
        if (dropped) {
          future.drop();
          result.cancel(false);
          return true;
        }
        Poll<T> poll = future.poll(this);
        return poll.isReady() && result.complete(poll.value());
      } catch (Throwable failure) {
        return result.completeExceptionally(failure);
      }
    }
  }
}
