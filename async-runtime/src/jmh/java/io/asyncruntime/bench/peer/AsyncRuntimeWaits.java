package io.asyncruntime.bench.peer;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.time.Sleep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

final class AsyncRuntimeWaits implements Waits {
  private static final Duration LONG = Duration.ofHours(1);

  private final AsyncRuntime runtime;

  AsyncRuntimeWaits(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public void blockingRoundTrip(int n) {
    runtime.blockOn(runtime.spawn(new RoundTrips(runtime, n)));
  }

  @Override
  public void blockInPlace(int n) {
    runtime.blockOn(runtime.spawn(new BlocksInPlace(n)));
  }

  @Override
  public void sleeps(int n, Duration each) {
    Oneshot<Void> done = Oneshot.channel();
    Countdown count = AsyncRuntimeTasks.countdown(n, done);
    Future<Void> root = cx -> {
      for (int i = 0; i < n; i++) {
        runtime.spawn(new SleepThenArrive(each, count));
      }
      return Poll.ready(null);
    };
    runtime.spawn(root);
    runtime.blockOn(done.receiver());
  }

  @Override
  public void registerCancel(int n, int live) {
    Future<Void> root = cx -> {
      Sleep[] others = new Sleep[live];
      for (int i = 0; i < live; i++) {
        others[i] = Async.sleep(LONG.plusMillis(i));
        others[i].poll(cx);
      }
      for (int i = 0; i < n; i++) {
        Sleep sleep = Async.sleep(LONG);
        sleep.poll(cx);
        sleep.drop();
      }
      for (Sleep other : others) {
        other.drop();
      }
      return Poll.ready(null);
    };
    runtime.blockOn(runtime.spawn(Async.unconstrained(root)));
  }

  private static final class RoundTrips extends Loop<Void> {
    private final AsyncRuntime runtime;

    RoundTrips(AsyncRuntime runtime, int n) {
      super(n);
      this.runtime = runtime;
    }

    @Override
    Future<Void> begin() {
      return runtime.spawnBlocking(() -> {
      });
    }

    @Override
    void end(Void nothing) {}
  }

  private static final class BlocksInPlace extends Loop<Void> {
    BlocksInPlace(int n) {
      super(n);
    }

    @Override
    Future<Void> begin() {
      Async.blockInPlace(() -> {
      });
      return Async.yieldNow();
    }

    @Override
    void end(Void nothing) {}
  }

  private static final class SleepThenArrive implements Future<Void> {
    private final Duration time;
    private final Countdown count;
    private @Nullable Sleep sleep;

    SleepThenArrive(Duration time, Countdown count) {
      this.time = time;
      this.count = count;
    }

    @Override
    public Poll<Void> poll(Context cx) {
      Sleep awaited = sleep;
      if (awaited == null) {
        awaited = Async.sleep(time);
        sleep = awaited;
      }
      Poll<Void> poll = awaited.poll(cx);
      if (poll.isReady()) {
        count.arrive();
      }
      return poll;
    }
  }
}
