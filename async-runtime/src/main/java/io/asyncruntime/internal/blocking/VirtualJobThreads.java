package io.asyncruntime.internal.blocking;

import io.asyncruntime.internal.util.VirtualThreads;
import java.util.concurrent.ThreadFactory;

/**
 * A virtual thread for each job (Java 21 and later). How many there are at a time is the caller's affair. They belong to a
 * pool: they are inside its runtime, have its hooks around them, and it ends when they have.
 */
final class VirtualJobThreads implements JobThreads {
  private final BlockingPool pool;
  private final ThreadFactory factory;

  VirtualJobThreads(BlockingPool pool, String namePrefix) {
    this.pool = pool;
    this.factory = VirtualThreads.factory(namePrefix);
  }

  @Override
  public void submit(Job job) {
    pool.submit(job, factory);
  }
}
