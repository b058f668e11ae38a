package io.asyncruntime.bench.peer;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * A bare {@link ForkJoinPool}: no handle, no cancellation, no figures. First in, first out, as for event-style tasks (and as under
 * virtual threads). Where a task must block a thread, it blocks one of a cached pool.
 */
final class ForkJoinPeer implements Peer {
  private final ForkJoinPool pool =
      new ForkJoinPool(POOL, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
  private final ExecutorService cached = Executors.newCachedThreadPool();
  private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);

  ForkJoinPeer() {
    timers.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Tasks tasks() {
    return new ForkJoinTasks(pool);
  }

  @Override
  public Locks locks() {
    return new ForkJoinLocks(pool);
  }

  @Override
  public Channels channels() {
    return new ExecutorChannels(cached);
  }

  @Override
  public Waits waits() {
    return new ForkJoinWaits(pool, cached, timers);
  }

  @Override
  public Blocks blocks() {
    throw new IllegalStateException("a bare ForkJoinPool has no blocks of code that wait in the middle");
  }

  @Override
  public Parked parked() {
    return new ForkJoinParked(pool);
  }

  @Override
  public void close() {
    pool.shutdownNow();
    cached.shutdownNow();
    timers.shutdownNow();
  }
}
