package io.asyncruntime.task;

import io.asyncruntime.testkit.ModelCheck;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** The end of a tracker is reached at one moment, and one call says so, whatever comes and goes meanwhile. */
class TrackerStateLincheckTest {
  @Test
  void theEndIsReachedInOneStep() {
    ModelCheck.passes(OneWord.class);
  }

  @Test
  void twoWordsInsteadOfOneAreFoundOut() {
    ModelCheck.findsTheFaultIn(TwoWords.class);
  }

  /** The word as it is. One task leaves at a time, so that none leaves that has not entered. */
  public static class OneWord {
    private final TrackerState state = new TrackerState();
    private final long start = state.mark();

    @Operation
    public void enter() {
      state.enter();
    }

    @Operation(nonParallelGroup = "leaver")
    public boolean leave() {
      return state.count() > 0 && state.leave();
    }

    @Operation
    public boolean close() {
      return state.close();
    }

    @Operation
    public void reopen() {
      state.reopen();
    }

    @Operation
    public boolean hasEnded() {
      return state.hasEndedSince(start);
    }

    @Operation
    public int count() {
      return state.count();
    }

    @Operation
    public boolean isClosed() { return state.isClosed(); }
  }

  /** The seeded fault: the count and the flag change in two steps, so the end is announced twice. */
  public static class TwoWords {
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    @Operation
    public void enter() {
      count.incrementAndGet();
    }

    @Operation(nonParallelGroup = "leaver")
    public boolean leave() {
      return count.get() > 0 && count.decrementAndGet() == 0 && closed.get();
    }

    @Operation
    public boolean close() {
      return !closed.getAndSet(true) && count.get() == 0;
    }

    @Operation
    public void reopen() {
      closed.set(false);
    }
  }
}
