package io.asyncruntime.internal.scheduler;

/** Puts a runtime together: which scheduler it has, and who watches that. Any thread. */
public final class Schedulers {
  private Schedulers() {}

  /** The runtime for a configuration; nothing runs before {@link Scheduler#start}. */
  public static Scheduler of(RuntimeConfig config) {
    return config.multiThread ? multiThread(config) : new CurrentThreadScheduler(config.copy());
  }

  /** As {@link #of}, for the flavor with workers, which its watchdog watches. */
  static MultiThreadScheduler multiThread(RuntimeConfig config) {
    return new MultiThreadScheduler(config.copy(), Watchdog::new);
  }
}
