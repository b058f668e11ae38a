package io.asyncruntime.internal.util;

import io.asyncruntime.testkit.ModelCheck;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A counter under the lock loses no step; without the lock it does, and the check says so. */
class SpinLockLincheckTest {
  @Test
  void countsUnderTheLockAreWhole() {
    ModelCheck.passes(Locked.class);
  }

  @Test
  void countsWithoutTheLockAreFoundOut() {
    ModelCheck.findsTheFaultIn(Unlocked.class);
  }

  /** The lock as it is. */
  public static class Locked {
    private final SpinLock lock = new SpinLock();
    private int count;

    @Operation
    public int next() {
      lock.lock();
      try {
        return ++count;
      } finally {
        lock.unlock();
      }
    }

    @Operation
    public int nextIfFree() {
      if (!lock.tryLock()) return next();
      try {
        return ++count;
      } finally {
        lock.unlock();
      }
    }
  }

  /** The seeded fault: nobody locks. */
  public static class Unlocked {
    private int count;

    @Operation
    public int next() {
      return ++count;
    }
  }
}
