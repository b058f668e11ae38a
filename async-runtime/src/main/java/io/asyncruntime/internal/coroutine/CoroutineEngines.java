package io.asyncruntime.internal.coroutine;

import org.jspecify.annotations.Nullable;

/** Finds the engine for a wish. Any thread. */
public final class CoroutineEngines {
  private static final CoroutineEngine HANDOFF = new HandoffEngine(new PlatformBlockThreads());
  private static final @Nullable CoroutineEngine FAST = FastEngine.find();

  private CoroutineEngines() {}

  /** Which engine is wanted. */
  public enum Choice {
    /** The fastest that this JVM, as it was started, lets us have. */
    AUTO,
    /** The fast one or none. */
    FAST,
    /** The one that works everywhere. */
    HANDOFF
  }

  /**
   * The engine for {@code choice}; always the same object for the same choice.
   *
   * @throws IllegalStateException for {@link Choice#FAST} where it cannot be; the message says what is missing
   */
  public static CoroutineEngine select(Choice choice) {
    return switch (choice) {
      case AUTO -> FAST != null ? FAST : HANDOFF;
      case HANDOFF -> HANDOFF;
      case FAST -> fast();
    };
  }

  private static CoroutineEngine fast() {
    if (FAST == null) { throw new IllegalStateException("the fast await engine " + FastRequirements.missing()); }
    return FAST;
  }
}
