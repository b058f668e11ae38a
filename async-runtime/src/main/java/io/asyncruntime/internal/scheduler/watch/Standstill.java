package io.asyncruntime.internal.scheduler.watch;

import io.asyncruntime.internal.scheduler.multithread.IdleWorkers;
import io.asyncruntime.internal.scheduler.multithread.IdleWorkers.Life;
import io.asyncruntime.internal.scheduler.multithread.Worker;
import io.asyncruntime.internal.scheduler.multithread.WorkerShared;
import org.jspecify.annotations.Nullable;

/**
 * For how long a worker has stood still: it does not sleep, and has neither begun nor ended a poll. It sticks in a poll; or between two,
 * in a hook or a waker; or its thread was asked for and does not come. The watchdog's thread only.
 */
final class Standstill {
  /** In place of the number of a poll, for a worker without a loop. */
  private static final long NO_LOOP = -1;

  private final WorkerShared worker;
  private Life life = Life.GONE;
  private @Nullable Worker owner;
  private long number;
  private long since;
  private long asleepSince;

  Standstill(WorkerShared worker) {
    this.worker = worker;
  }

  /** Looks at the worker, which is in that {@code now}. */
  void look(Life now, long nanos) {
    Worker loop = worker.owner;
    long poll = loop == null ? NO_LOOP : loop.pollNumber();
    boolean sleeps = IdleWorkers.isAsleep(now);
    if (!sleeps || poll != number || !IdleWorkers.isAsleep(life)) {
      asleepSince = nanos;
    }
    if (sleeps || now == Life.GONE || loop != owner || poll != number || now != life) {
      since = nanos;
    }
    life = now;
    owner = loop;
    number = poll;
  }

  /** Whether it has stood still for so long. */
  boolean isLong(long nanos, long limit) {
    return life != Life.GONE && !IdleWorkers.isAsleep(life) && nanos - since >= limit;
  }

  /** Whether it has slept for so long, and has polled nothing. */
  boolean isIdleFor(long nanos, long limit) {
    return IdleWorkers.isAsleep(life) && nanos - asleepSince >= limit;
  }

  WorkerShared worker() {
    return worker;
  }

  Life life() {
    return life;
  }
}
