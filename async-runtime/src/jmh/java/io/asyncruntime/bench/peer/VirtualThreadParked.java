package io.asyncruntime.bench.peer;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

final class VirtualThreadParked implements Parked {
  @Override
  public Runnable park() {
    CompletableFuture<Void> awaited = new CompletableFuture<>();
    VirtualThreads.start(awaited::join);
    return new ForkJoinParked.Completion(awaited);
  }

  @Override
  public Runnable parkBare() {
    Thread thread = VirtualThreads.start(LockSupport::park);
    return () -> LockSupport.unpark(thread);
  }

  @Override
  public Runnable suspendBlock() {
    CompletableFuture<Void> awaited = new CompletableFuture<>();
    VirtualThreads.start(() -> outer(awaited));
    return new ForkJoinParked.Completion(awaited);
  }

  private static void outer(CompletableFuture<Void> awaited) {
    inner(awaited);
  }

  private static void inner(CompletableFuture<Void> awaited) {
    awaited.join();
  }

  @Override
  public Callable<Void> answerer() {
    Answerer answerer = new Answerer();
    VirtualThreads.start(answerer);
    return answerer;
  }

  private static final class Answerer implements Runnable, Callable<Void> {
    private volatile CompletableFuture<Void> question = new CompletableFuture<>();
    private volatile boolean answered;
    private volatile Thread asker = Thread.currentThread();

    @Override
    public void run() {
      while (true) {
        question.join();
        question = new CompletableFuture<>();
        answered = true;
        LockSupport.unpark(asker);
      }
    }

    @Override
    public Void call() {
      asker = Thread.currentThread();
      answered = false;
      question.complete(null);
      while (!answered) {
        LockSupport.park(this);
      }
      return null;
    }
  }
}
