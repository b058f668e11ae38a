package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.testkit.ModelCheck;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Whatever is noted at the same time: the latest reading stays, and a forgotten one does not come back. */
class RecentClockLincheckTest {
  @Test
  void theLatestReadingStays() {
    ModelCheck.passes(Sound.class);
  }

  @Test
  void aNoteThatDoesNotLookAgainIsFoundOut() {
    ModelCheck.findsTheFaultIn(Careless.class);
  }

  /** The clock itself stands at zero. */
  public static class Sound {
    private final RecentClock recent = new RecentClock(new Clock() {
      @Override
      public long nanos() {
        return 0;
      }
    });

    @Operation
    public void note(@Param(gen = IntGen.class, conf = "1:9") int reading) {
      recent.note(reading);
    }

    @Operation
    public long nanos() {
      return recent.nanos();
    }

    @Operation
    public void forget() {
      recent.forget();
    }
  }

  /** The seeded fault: looks, then writes. */
  public static class Careless {
    private volatile long latest;

    @Operation
    public void note(@Param(gen = IntGen.class, conf = "1:9") int reading) {
      if (reading > latest) {
        latest = reading;
      }
    }

    @Operation
    public long nanos() {
      return latest;
    }

    @Operation
    public void forget() {
      latest = 0;
    }
  }
}
