package io.asyncruntime.internal.coroutine;

/**
 * Runs each block on a platform thread of its own, to which the poller hands control and for which it waits. Works everywhere, at
 * the price of two thread switches a poll. A blocking call in the body blocks the poller: {@link Blocking} makes no difference.
 */
final class HandoffEngine implements CoroutineEngine {
  private final PlatformBlockThreads threads;

  HandoffEngine(PlatformBlockThreads threads) {
    this.threads = threads;
  }

  @Override
  public Coroutine create(Runnable body) {
    return new HandoffCoroutine(body, threads);
  }

  @Override
  public boolean keepsThreads() {
    return true;
  }

  @Override
  public String describe() {
    String own = "hand-off to platform threads";
    return FastThreads.available() ? own : own + "; the fast engine " + FastRequirements.missing();
  }

  @Override
  public String toString() {
    return "HandoffEngine";
  }
}
