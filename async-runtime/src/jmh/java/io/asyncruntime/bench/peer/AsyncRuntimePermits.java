package io.asyncruntime.bench.peer;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Notify;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.sync.Semaphore;
import java.util.concurrent.atomic.LongAdder;

final class AsyncRuntimePermits implements Permits {
  private final AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(Peer.POOL).build();

  @Override
  public long semaphore(int tasks, int permits, int n) {
    Semaphore semaphore = new Semaphore(permits);
    LongAdder sum = new LongAdder();
    Oneshot<Void> done = Oneshot.channel();
    Countdown count = AsyncRuntimeTasks.countdown(tasks, done);
    for (int i = 0; i < tasks; i++) {
      runtime.spawn(new Turns(semaphore, sum, n, count));
    }
    runtime.blockOn(done.receiver());
    return sum.sum();
  }

  @Override
  public long notified(int n) {
    Oneshot<Void> done = Oneshot.channel();
    Countdown count = AsyncRuntimeTasks.countdown(1, done);
    runtime.spawn(new Notifications(new Notify(), n, count));
    runtime.blockOn(done.receiver());
    return n;
  }

  @Override
  public void close() {
    runtime.close();
  }

  private static final class Turns extends Loop<Semaphore.Permit> {
    private final Semaphore semaphore;
    private final LongAdder sum;
    private final Countdown count;

    Turns(Semaphore semaphore, LongAdder sum, int n, Countdown count) {
      super(n);
      this.semaphore = semaphore;
      this.sum = sum;
      this.count = count;
    }

    @Override
    Future<Semaphore.Permit> begin() {
      return semaphore.acquire();
    }

    @Override
    void end(Semaphore.Permit permit) {
      sum.increment();
      permit.close();
    }

    @Override
    void finish() {
      count.arrive();
    }
  }

  private static final class Notifications extends Loop<Void> {
    private final Notify notify;
    private final Countdown count;

    Notifications(Notify notify, int n, Countdown count) {
      super(n);
      this.notify = notify;
      this.count = count;
    }

    @Override
    Future<Void> begin() {
      notify.notifyOne();
      return notify.notified();
    }

    @Override
    void end(Void nothing) {}

    @Override
    void finish() {
      count.arrive();
    }
  }
}
