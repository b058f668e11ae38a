package io.asyncruntime.sync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.testkit.ModelCheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Forbidden: something that is used up by two, or by nobody. */
class OneUseLincheckTest {
  @Test
  void itIsUsedUpOnce() {
    fromTheStart().check(Sound.class);
  }

  @Test
  void theEndOfAChannelIsClosedOnce() {
    fromTheStart().check(SoundEnd.class);
  }

  @Test
  void aLookAndAWriteInsteadOfOneStepAreFoundOut() {
    assertThatThrownBy(() -> fromTheStart().minimizeFailedScenario(false).check(Careless.class))
        .isInstanceOf(LincheckAssertionError.class);
  }

  /** With nothing before the threads' calls, which would use it up. */
  private static ModelCheckingOptions fromTheStart() {
    return ModelCheck.options().actorsBefore(0);
  }

  /** The state machine as it is. */
  public static class Sound {
    private final OneUse guard = new OneUse() {
    };

    @Operation
    public boolean use() {
      return guard.use();
    }

    @Operation
    public boolean isUsed() { return guard.isUsed(); }
  }

  /** The same of an end of a channel. */
  public static class SoundEnd {
    private final Mpsc.Sender<Integer> end = Mpsc.<Integer>bounded(1).sender();

    @Operation
    public boolean use() {
      return end.use();
    }

    @Operation
    public boolean isUsed() { return end.isUsed(); }
  }

  /** The seeded fault: two can find it unused. */
  public static class Careless {
    private volatile boolean used;

    @Operation
    public boolean use() {
      if (used) { return false; }
      used = true;
      return true;
    }
  }
}
