package io.asyncruntime.bench.peer;

import io.asyncruntime.AsyncRuntime;

/** This runtime. Its scenarios are futures written by hand, as Kotlin's compiler writes its coroutines. */
final class AsyncRuntimePeer implements Peer {
  private final AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(POOL).build();

  @Override
  public Tasks tasks() {
    return new AsyncRuntimeTasks(runtime);
  }

  @Override
  public Locks locks() {
    return new AsyncRuntimeLocks(runtime);
  }

  @Override
  public Channels channels() {
    return new AsyncRuntimeChannels(runtime);
  }

  @Override
  public Waits waits() {
    return new AsyncRuntimeWaits(runtime);
  }

  @Override
  public Blocks blocks() {
    return new AsyncRuntimeBlocks(runtime);
  }

  @Override
  public Parked parked() {
    return new AsyncRuntimeParked(runtime);
  }

  @Override
  public void close() {
    runtime.close();
  }
}
