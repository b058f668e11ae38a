package io.asyncruntime.internal.scheduler;

import io.asyncruntime.internal.scheduler.currentthread.CurrentThreadScheduler;
import io.asyncruntime.internal.scheduler.multithread.MultiThreadScheduler;
import io.asyncruntime.internal.scheduler.shared.RuntimeConfig;
import io.asyncruntime.internal.scheduler.shared.Scheduler;
import io.asyncruntime.internal.scheduler.watch.Watchdog;

/** Puts a runtime together: which scheduler it has, and who watches that. Any thread. */
public final class Schedulers {
  private Schedulers() {}

  /** The runtime for a configuration; nothing runs before {@link Scheduler#start}. */
  public static Scheduler of(RuntimeConfig config) {
    return config.multiThread ? multiThread(config) : new CurrentThreadScheduler(config.copy());
  }

  /** As {@link #of}, for the flavor with workers, which its watchdog watches. */
  public static MultiThreadScheduler multiThread(RuntimeConfig config) {
    return new MultiThreadScheduler(config.copy(), Watchdog::new);
  }
}
