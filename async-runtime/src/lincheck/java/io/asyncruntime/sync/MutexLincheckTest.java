package io.asyncruntime.sync;

import io.asyncruntime.future.Waker;
import io.asyncruntime.sync.MutexCore.LockWaiter;
import io.asyncruntime.testkit.ModelCheck;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Three clients poll, give up and unlock. The turns that they get are those of a first-come-first-served queue, and whoever
 * was handed the lock was woken. Forbidden: a turn given twice, out of order, or to nobody; a waiter that is never told.
 */
class MutexLincheckTest {
  @Test
  void turnsAreGivenInOrder() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void aQueueMarkThatOverwritesAnUnlockIsFoundOut() {
    ModelCheck.doesNotEndWell(CarelessMark.class);
  }

  /** One who locks. Used by one thread at a time. */
  private static final class Client implements Waker {
    private final MutexCore core;
    private LockWaiter waiter;
    private long turn;
    private volatile boolean woken;

    Client(MutexCore core) {
      this.core = core;
    }

    long poll() {
      if (turn == MutexCore.NOT_YET) {
        turn = waiter == null ? core.tryLock() : core.turnOf(waiter, this);
      }
      if (turn == MutexCore.NOT_YET && waiter == null) {
        LockWaiter fresh = new LockWaiter();
        turn = core.lockOrQueue(fresh, this);
        waiter = turn == MutexCore.NOT_YET ? fresh : null;
      }
      return turn;
    }

    /** Unlocks, or leaves the queue, or passes on what it was handed. */
    void leave() {
      if (turn != MutexCore.NOT_YET) {
        core.unlock(turn);
      } else if (waiter != null) {
        core.cancel(waiter);
      }
      turn = MutexCore.NOT_YET;
      waiter = null;
      woken = false;
    }

    @Override
    public void wake() {
      woken = true;
    }

    boolean wasForgotten() {
      return waiter != null && turn == MutexCore.NOT_YET && core.turnOf(waiter, this) != MutexCore.NOT_YET && !woken;
    }
  }

  /** The operations of the clients. */
  public abstract static class Model {
    private final MutexCore core;
    private final Client a;
    private final Client b;
    private final Client c;

    Model(MutexCore core) {
      this.core = core;
      a = new Client(core);
      b = new Client(core);
      c = new Client(core);
    }

    @Operation(nonParallelGroup = "a")
    public long pollA() {
      return a.poll();
    }

    @Operation(nonParallelGroup = "a")
    public void leaveA() {
      a.leave();
    }

    @Operation(nonParallelGroup = "b")
    public long pollB() {
      return b.poll();
    }

    @Operation(nonParallelGroup = "b")
    public void leaveB() {
      b.leave();
    }

    @Operation(nonParallelGroup = "c")
    public long pollC() {
      return c.poll();
    }

    @Operation(nonParallelGroup = "c")
    public void leaveC() {
      c.leave();
    }

    @Operation
    public boolean isLocked() { return core.locked(); }

    /** When all is quiet. */
    @Validate
    public void nobodyWasForgotten() {
      if (a.wasForgotten() || b.wasForgotten() || c.wasForgotten()) {
        throw new IllegalStateException("a waiter has the lock and was not woken");
      }
    }
  }

  /** The mutex as it is. */
  public static class Sound extends Model {
    public Sound() {
      super(new MutexCore(new LockFigures("")));
    }
  }

  /** The seeded fault: the first waiter marks the word without a CAS, and may undo an unlock. */
  public static class CarelessMark extends Model {
    public CarelessMark() {
      super(new MutexCore(new LockFigures("")) {
        @Override
        boolean markQueued() {
          long seen = word;
          if ((seen & LOCKED) != 0) {
            word = seen | QUEUED;
          }
          return (seen & LOCKED) != 0;
        }
      });
    }
  }
}
