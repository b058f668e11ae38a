package io.asyncruntime.bench.peer;

import static io.asyncruntime.Async.await;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.sync.Oneshot;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

final class AsyncRuntimeParked implements Parked {
  private final AsyncRuntime runtime;

  AsyncRuntimeParked(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public Runnable park() {
    Oneshot<Void> oneshot = Oneshot.channel();
    runtime.spawn(oneshot.receiver());
    Oneshot.Sender<Void> sender = oneshot.sender();
    return new Completion(sender);
  }

  @Override
  public Runnable parkBare() {
    Bare bare = new Bare();
    Future<Void> task = bare;
    runtime.spawn(task);
    return bare;
  }

  @Override
  public Runnable suspendBlock() {
    Oneshot<Void> oneshot = Oneshot.channel();
    Oneshot.Receiver<Void> receiver = oneshot.receiver();
    runtime.spawn(() -> outer(receiver));
    return new Completion(oneshot.sender());
  }

  private static void outer(Future<Void> awaited) {
    inner(awaited);
  }

  private static void inner(Future<Void> awaited) {
    await(awaited);
  }

  @Override
  public Callable<Void> answerer() {
    Answerer answerer = new Answerer();
    Future<Void> task = answerer;
    runtime.spawn(task);
    return answerer;
  }

  private record Completion(Oneshot.Sender<Void> sender) implements Runnable {
    @Override
    public void run() {
      sender.send(null);
    }
  }

  /** Ready once it was woken. */
  private static final class Bare implements Future<Void>, Runnable {
    private volatile Waker waker = Waker.noop();
    private volatile boolean over;

    @Override
    public Poll<Void> poll(Context cx) {
      waker = cx.waker(); // before it looks: one of the two sees the other
      return over ? Poll.ready(null) : Poll.pending();
    }

    @Override
    public void run() {
      over = true;
      waker.wake();
    }
  }

  /** Awaits one one-shot after the other. The caller's thread parks until the answer. */
  private static final class Answerer implements Future<Void>, Callable<Void> {
    private final AtomicReference<Oneshot<Void>> question = new AtomicReference<>(Oneshot.channel());
    private volatile boolean answered;
    private volatile Thread asker = Thread.currentThread();

    @Override
    public Poll<Void> poll(Context cx) {
      while (question.get().receiver().poll(cx).isReady()) {
        question.set(Oneshot.channel());
        answered = true;
        LockSupport.unpark(asker);
      }
      return Poll.pending();
    }

    @Override
    public Void call() {
      asker = Thread.currentThread();
      answered = false;
      question.get().sender().send(null);
      while (!answered) {
        LockSupport.park(this);
      }
      return null;
    }
  }
}
