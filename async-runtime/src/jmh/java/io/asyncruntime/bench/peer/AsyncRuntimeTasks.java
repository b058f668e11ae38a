package io.asyncruntime.bench.peer;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.sync.Oneshot;
import org.jspecify.annotations.Nullable;

final class AsyncRuntimeTasks implements Tasks {
  private final AsyncRuntime runtime;

  AsyncRuntimeTasks(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public void spawnMany(int n) {
    Oneshot<Void> done = Oneshot.channel();
    Countdown count = countdown(n, done);
    Future<Void> root = cx -> {
      spawnAll(n, count);
      return Poll.ready(null);
    };
    runtime.spawn(root);
    runtime.blockOn(done.receiver());
  }

  @Override
  public void spawnManyRemote(int n) {
    Oneshot<Void> done = Oneshot.channel();
    spawnAll(n, countdown(n, done));
    runtime.blockOn(done.receiver());
  }

  private void spawnAll(int n, Countdown count) {
    for (int i = 0; i < n; i++) {
      runtime.spawn(arrival(count));
    }
  }

  private static Future<Void> arrival(Countdown count) {
    return cx -> {
      count.arrive();
      return Poll.ready(null);
    };
  }

  static Countdown countdown(int n, Oneshot<Void> done) {
    return new Countdown(n, () -> done.sender().send(null));
  }

  @Override
  public Busy busy() {
    SelfWaking[] load = new SelfWaking[Peer.POOL];
    for (int i = 0; i < load.length; i++) {
      load[i] = new SelfWaking();
      runtime.spawn(load[i]);
    }
    return () -> {
      for (SelfWaking task : load) {
        task.stopped = true;
      }
    };
  }

  @Override
  public void yieldMany(int tasks, int yields) {
    Oneshot<Void> done = Oneshot.channel();
    Countdown count = countdown(tasks, done);
    Future<Void> root = cx -> {
      for (int i = 0; i < tasks; i++) {
        runtime.spawn(new Yields(yields, count));
      }
      return Poll.ready(null);
    };
    runtime.spawn(root);
    runtime.blockOn(done.receiver());
  }

  @Override
  public void pingPong(int pairs) {
    Oneshot<Void> done = Oneshot.channel();
    Countdown count = countdown(pairs, done);
    Future<Void> root = cx -> {
      for (int i = 0; i < pairs; i++) {
        runtime.spawn(new Ping(runtime, count));
      }
      return Poll.ready(null);
    };
    runtime.spawn(root);
    runtime.blockOn(done.receiver());
  }

  @Override
  public void chainedSpawn(int depth) {
    Oneshot<Void> done = Oneshot.channel();
    runtime.spawn(link(depth, done));
    runtime.blockOn(done.receiver());
  }

  private Future<Void> link(int depth, Oneshot<Void> done) {
    return cx -> {
      if (depth == 0) {
        done.sender().send(null);
      } else {
        runtime.spawn(link(depth - 1, done));
      }
      return Poll.ready(null);
    };
  }

  @Override
  public int blockOnReady() {
    return runtime.blockOn(Future.ready(1));
  }

  /** A task that is never idle and never done. */
  private static final class SelfWaking implements Future<Void> {
    private volatile boolean stopped;

    @Override
    public Poll<Void> poll(Context cx) {
      if (stopped) { return Poll.ready(null); }
      cx.waker().wake();
      return Poll.pending();
    }
  }

  private static final class Yields extends Loop<Void> {
    private final Countdown count;

    Yields(int yields, Countdown count) {
      super(yields);
      this.count = count;
    }

    @Override
    Future<Void> begin() {
      return Async.yieldNow();
    }

    @Override
    void end(Void nothing) {}

    @Override
    void finish() {
      count.arrive();
    }
  }

  private static final class Ping implements Future<Void> {
    private final AsyncRuntime runtime;
    private final Countdown count;
    private Oneshot.@Nullable Receiver<Void> answer;

    Ping(AsyncRuntime runtime, Countdown count) {
      this.runtime = runtime;
      this.count = count;
    }

    @Override
    public Poll<Void> poll(Context cx) {
      Oneshot.Receiver<Void> awaited = answer;
      if (awaited == null) {
        Oneshot<Void> there = Oneshot.channel();
        Oneshot<Void> back = Oneshot.channel();
        runtime.spawn(new Pong(there.receiver(), back.sender()));
        there.sender().send(null);
        awaited = back.receiver();
        answer = awaited;
      }
      Poll<Void> poll = awaited.poll(cx);
      if (poll.isReady()) {
        count.arrive();
      }
      return poll;
    }
  }

  private static final class Pong implements Future<Void> {
    private final Oneshot.Receiver<Void> question;
    private final Oneshot.Sender<Void> answer;

    Pong(Oneshot.Receiver<Void> question, Oneshot.Sender<Void> answer) {
      this.question = question;
      this.answer = answer;
    }

    @Override
    public Poll<Void> poll(Context cx) {
      Poll<Void> poll = question.poll(cx);
      if (poll.isReady()) {
        answer.send(null);
      }
      return poll;
    }
  }
}
