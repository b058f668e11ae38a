package io.asyncruntime.internal.scheduler.multithread;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Who sleeps until the next timer: one worker at a time, the others sleep without a limit. The seat is only taken by a worker
 * about to sleep, so whenever it is empty somebody is awake who will look at the timers before it sleeps.
 */
final class TimerSeat {
  private final AtomicReference<@Nullable WorkerShared> holder = new AtomicReference<>();

  /** A worker about to sleep. Whether it is now the one who minds the timers. */
  boolean tryTake(WorkerShared sleeper) {
    return holder.compareAndSet(null, sleeper);
  }

  /** The holder, awake again. */
  void leave() {
    holder.set(null);
  }

  /** A worker that may be the holder, and does not sleep. */
  void leave(WorkerShared worker) {
    holder.compareAndSet(worker, null);
  }

  /**
   * Any thread that registered a timer earlier than all others. It wrote the deadline before it reads the holder; the holder
   * takes the seat before it reads the deadline: one of them sees the other. False when nobody sits here.
   */
  boolean wakeHolder() {
    WorkerShared sleeper = holder.get();
    if (sleeper == null) { return false; }
    sleeper.wake();
    return true;
  }

  /** Any thread. */
  boolean isEmpty() { return holder.get() == null; }
}
