package io.asyncruntime.bench.peer;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Virtual threads of the JDK's own scheduler. Its pool is as large as the benchmarks' JVM options say
 * ({@code jdk.virtualThreadScheduler.parallelism}).
 */
final class VirtualThreadPeer implements Peer {
  private final ExecutorService cached = Executors.newCachedThreadPool();

  VirtualThreadPeer() {
    if (!VirtualThreads.available()) { throw new IllegalStateException("virtual threads need Java 21 or later"); }
  }

  @Override
  public Tasks tasks() {
    return new VirtualThreadTasks();
  }

  @Override
  public Locks locks() {
    return new VirtualThreadLocks();
  }

  @Override
  public Channels channels() {
    return new ExecutorChannels(VirtualThreads::start);
  }

  @Override
  public Waits waits() {
    return new VirtualThreadWaits(cached);
  }

  @Override
  public Blocks blocks() {
    return new VirtualThreadBlocks();
  }

  @Override
  public Parked parked() {
    return new VirtualThreadParked();
  }

  @Override
  public void close() {
    cached.shutdownNow();
  }
}
