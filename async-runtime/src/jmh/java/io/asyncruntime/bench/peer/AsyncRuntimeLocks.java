package io.asyncruntime.bench.peer;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.sync.Oneshot;
import org.jspecify.annotations.Nullable;

final class AsyncRuntimeLocks implements Locks {
  private final AsyncRuntime runtime;

  AsyncRuntimeLocks(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public long uncontended(int n) {
    return contended(1, n);
  }

  @Override
  public long contended(int tasks, int n) {
    Mutex<long[]> mutex = new Mutex<>(new long[1]);
    Oneshot<Void> done = Oneshot.channel();
    Countdown count = AsyncRuntimeTasks.countdown(tasks, done);
    for (int i = 0; i < tasks; i++) {
      runtime.spawn(new Increments(mutex, n, count));
    }
    runtime.blockOn(done.receiver());
    return sum(mutex);
  }

  @Override
  public long held(int tasks, int n) {
    Mutex<long[]> mutex = new Mutex<>(new long[1]);
    Oneshot<Void> done = Oneshot.channel();
    Countdown count = AsyncRuntimeTasks.countdown(tasks, done);
    for (int i = 0; i < tasks; i++) {
      runtime.spawn(new HeldIncrements(mutex, n, count));
    }
    runtime.blockOn(done.receiver());
    return sum(mutex);
  }

  private static long sum(Mutex<long[]> mutex) {
    try (Mutex.Guard<long[]> guard = mutex.blockingLock()) {
      return guard.get()[0];
    }
  }

  private static final class Increments extends Loop<Mutex.Guard<long[]>> {
    private final Mutex<long[]> mutex;
    private final Countdown count;

    Increments(Mutex<long[]> mutex, int n, Countdown count) {
      super(n);
      this.mutex = mutex;
      this.count = count;
    }

    @Override
    Future<Mutex.Guard<long[]>> begin() {
      return mutex.lock();
    }

    @Override
    void end(Mutex.Guard<long[]> guard) {
      guard.get()[0]++;
      guard.close();
    }

    @Override
    void finish() {
      count.arrive();
    }
  }

  private static final class HeldIncrements extends Loop<Void> {
    private final Mutex<long[]> mutex;
    private final Countdown count;

    HeldIncrements(Mutex<long[]> mutex, int n, Countdown count) {
      super(n);
      this.mutex = mutex;
      this.count = count;
    }

    @Override
    Future<Void> begin() {
      return new LockedYield(mutex);
    }

    @Override
    void end(Void nothing) {}

    @Override
    void finish() {
      count.arrive();
    }
  }

  private static final class LockedYield implements Future<Void> {
    private final Future<Mutex.Guard<long[]>> lock;
    private Mutex.@Nullable Guard<long[]> guard;
    private @Nullable Future<Void> yield;

    LockedYield(Mutex<long[]> mutex) {
      lock = mutex.lock();
    }

    @Override
    public Poll<Void> poll(Context cx) throws Exception {
      Mutex.Guard<long[]> held = guard;
      Future<Void> pause = yield;
      if (held == null || pause == null) {
        Poll<Mutex.Guard<long[]>> locked = lock.poll(cx);
        if (!locked.isReady()) { return Poll.pending(); }
        held = locked.value();
        pause = Async.yieldNow();
        guard = held;
        yield = pause;
      }
      Poll<Void> poll = pause.poll(cx);
      if (poll.isReady()) {
        held.get()[0]++;
        held.close();
      }
      return poll;
    }
  }
}
