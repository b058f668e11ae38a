package io.asyncruntime.internal.wait;

import io.asyncruntime.testkit.ModelCheck;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * Wakers come while a sleeper goes to sleep and gives up. Each park takes a permit that was there, and no permit is lost or taken
 * twice: the parker is one bit, set by each waker and taken by the sleeper.
 */
class ParkerLincheckTest {
  @Test
  void aPermitIsTakenOnce() {
    ModelCheck.passes(Sound.class);
  }

  @Test
  void aPermitThatIsOverwrittenWhenTheSleeperGivesUpIsFoundOut() {
    ModelCheck.findsTheFaultIn(StoresEmpty.class);
  }

  @Test
  void aPermitThatIsOverwrittenWhenTheSleeperGoesToSleepIsFoundOut() {
    ModelCheck.findsTheFaultIn(StoresParked.class);
  }

  /** The parker as it is, with a sleeper whose time is up at once. */
  public static class Sound {
    private final Parker parker = new Parker();

    @Operation
    public void unpark() {
      parker.unpark();
    }

    @Operation(nonParallelGroup = "sleeper")
    public boolean park() {
      return parker.park(0) == Parker.Outcome.UNPARKED;
    }
  }

  /** The same three states. The seed is a parker of its own. */
  public abstract static class Seed {
    static final int EMPTY = 0;
    static final int PARKED = 1;
    static final int NOTIFIED = 2;

    final AtomicInteger state = new AtomicInteger();

    abstract boolean goToSleep();

    abstract boolean giveUp();

    boolean parkOnce() {
      if (!goToSleep() || !giveUp()) {
        state.getAndSet(EMPTY);
        return true;
      }
      return false;
    }
  }

  /** The first seeded fault: the sleeper looks, and then stores, when its time is up. */
  public static class StoresEmpty extends Seed {
    @Override
    boolean goToSleep() {
      return state.compareAndSet(EMPTY, PARKED);
    }

    @Override
    boolean giveUp() {
      if (state.get() == NOTIFIED) { return false; }
      state.set(EMPTY);
      return true;
    }

    @Operation
    public void unpark() {
      state.set(NOTIFIED);
    }

    @Operation(nonParallelGroup = "sleeper")
    public boolean park() {
      return parkOnce();
    }
  }

  /** The second: it looks, and then stores, before it sleeps. */
  public static class StoresParked extends Seed {
    @Override
    boolean goToSleep() {
      if (state.get() == NOTIFIED) { return false; }
      state.set(PARKED);
      return true;
    }

    @Override
    boolean giveUp() {
      return state.compareAndSet(PARKED, EMPTY);
    }

    @Operation
    public void unpark() {
      state.set(NOTIFIED);
    }

    @Operation(nonParallelGroup = "sleeper")
    public boolean park() {
      return parkOnce();
    }
  }
}
