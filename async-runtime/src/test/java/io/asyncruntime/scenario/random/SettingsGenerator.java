package io.asyncruntime.scenario.random;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.AwaitEngine;
import io.asyncruntime.TaskTracking;
import java.util.SplittableRandom;

/** Makes the settings of a program's runtime. */
final class SettingsGenerator {
  /** Whether this JVM, as it was started, has both engines. */
  private static final boolean FAST_IS_THERE = Runtime.version().feature() >= 21
      && Object.class.getModule().isOpen("java.lang", AsyncRuntime.class.getModule());

  private final SplittableRandom random;

  SettingsGenerator(SplittableRandom random) {
    this.random = random;
  }

  Settings settings() {
    return new Settings(workers(), random.nextInt(4) > 0, threshold(), engine(), pick(61, 61, 1, 7), pick(0, 0, 1, 31),
        pick(4, 16, 512, 512), pick(TaskTracking.values()), hooks(), end(), random.nextLong());
  }

  private int workers() {
    return random.nextInt(5) == 0 ? 0 : pick(1, 1, 2, 2, 3, 4, 8);
  }

  private int threshold() {
    return pick(0, 1, 1, 1, 10, 10, 100, 1_000);
  }

  private AwaitEngine engine() {
    boolean fast = random.nextBoolean(); // drawn anyway: the rest of the program is the same on all JVMs
    return fast && FAST_IS_THERE ? AwaitEngine.FAST : AwaitEngine.HANDOFF;
  }

  private Hooks.Mode hooks() {
    return pick(Hooks.Mode.NONE, Hooks.Mode.NONE, Hooks.Mode.COUNT, Hooks.Mode.THROW_EXCEPTIONS,
        Hooks.Mode.THROW_ERRORS);
  }

  private Settings.End end() {
    return pick(Settings.End.CLOSE, Settings.End.CLOSE, Settings.End.CLOSE, Settings.End.SHUTDOWN,
        Settings.End.BACKGROUND);
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
