package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;
import io.asyncruntime.sync.ClosedException;
import io.asyncruntime.sync.Notify;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.task.JoinHandle;

/** A task more that tells when it is over, in whatever way, and perhaps is aborted; this one waits for that. */
record Handshake(Sign sign, Body child, boolean abort) implements Step {
  enum Sign {
    SEND, CLOSE, NOTIFY_ONE, NOTIFY_LAST, NOTIFY_WAITERS
  }

  @Override
  public Future<?> start(World world) {
    if (sign == Sign.SEND || sign == Sign.CLOSE) { return channel(world); }
    Notify notify = new Notify();
    Notify.Notified notified = notify.notified(); // before the task is there, for notifyWaiters stores nothing
    spawn(world, () -> tell(notify));
    return notified;
  }

  private Future<?> channel(World world) {
    Oneshot<String> channel = Oneshot.channel();
    spawn(world, () -> {
      if (sign == Sign.SEND) {
        channel.sender().send("over");
      }
      channel.sender().close();
    });
    return channel.receiver()
        .recover(failure -> failure instanceof ClosedException && sign == Sign.CLOSE ? Future.ready("closed")
            : Future.failed(failure));
  }

  private void tell(Notify notify) {
    switch (sign) {
      case NOTIFY_ONE -> notify.notifyOne();
      case NOTIFY_LAST -> notify.notifyLast();
      default -> notify.notifyWaiters();
    }
  }

  private void spawn(World world, Runnable atEnd) {
    JoinHandle<Void> handle = world.spawn(child, atEnd);
    if (abort) {
      handle.abort();
    }
    handle.drop();
  }
}
