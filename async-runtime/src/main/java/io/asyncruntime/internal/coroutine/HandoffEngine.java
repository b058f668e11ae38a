package io.asyncruntime.internal.coroutine;

import io.asyncruntime.internal.util.VirtualThreads;

/**
 * Runs each block on a thread of its own, to which the poller hands control and for which it waits. Works everywhere, at the
 * price of two thread switches a poll. A blocking call in the body blocks the poller: {@link Blocking} makes no difference.
 */
final class HandoffEngine implements CoroutineEngine {
  private final BlockThreads threads;

  HandoffEngine(BlockThreads threads) {
    this.threads = threads;
  }

  /** With virtual threads where there are any, else with platform threads. */
  static HandoffEngine best() {
    return new HandoffEngine(VirtualThreads.available() ? new VirtualBlockThreads() : new PlatformBlockThreads());
  }

  @Override
  public Coroutine create(Runnable body) {
    return new HandoffCoroutine(body, threads);
  }

  @Override
  public String describe() {
    String own = "hand-off to " + threads.describe();
    return FastThreads.available() ? own : own + "; the fast engine " + FastRequirements.missing();
  }

  @Override
  public String toString() {
    return "HandoffEngine[" + threads.describe() + "]";
  }
}
