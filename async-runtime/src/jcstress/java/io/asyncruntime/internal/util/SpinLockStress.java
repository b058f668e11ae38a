package io.asyncruntime.internal.util;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads count under the lock: each sees the other's whole step or nothing of it. */
@JCStressTest
@Outcome(id = {"1, 2", "2, 1"}, expect = Expect.ACCEPTABLE, desc = "one after the other")
@Outcome(expect = Expect.FORBIDDEN, desc = "both inside at once, or the release was not seen")
@State
public class SpinLockStress {
  private final SpinLock lock = new SpinLock();
  private int count;

  @Actor
  public void first(II_Result result) {
    result.r1 = countUnderLock();
  }

  @Actor
  public void second(II_Result result) {
    result.r2 = countUnderLock();
  }

  private int countUnderLock() {
    lock.lock();
    try {
      return ++count;
    } finally {
      lock.unlock();
    }
  }
}
