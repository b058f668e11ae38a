package io.asyncruntime.sync;

import io.asyncruntime.sync.MutexCore.LockWaiter;
import io.asyncruntime.testkit.RecordingWaker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * A holder writes a plain field and unlocks while another one locks, or queues and is handed the lock. Forbidden: a holder that
 * does not see what the one before it wrote; a lock that nobody gets; a waiter that has it and was not woken.
 */
@JCStressTest
@Outcome(id = "7, 2, true", expect = Expect.ACCEPTABLE, desc = "locked at once, or was handed the lock and woken")
@Outcome(expect = Expect.FORBIDDEN, desc = "saw an old value, or never got the lock")
@State
public class MutexStress {
  private final MutexCore core = new MutexCore(new LockFigures(""));
  private final long first = core.tryLock();
  private final LockWaiter waiter = new LockWaiter();
  private final RecordingWaker waker = new RecordingWaker();
  private int value;
  private long second;
  private int seen;

  @Actor
  public void holder() {
    value = 7;
    core.unlock(first);
  }

  @Actor
  public void locker() {
    second = core.lockOrQueue(waiter, waker);
    boolean queued = second == MutexCore.NOT_YET;
    if (queued) {
      second = core.turnOf(waiter, waker);
    }
    if (second != MutexCore.NOT_YET) {
      seen = value;
    }
  }

  @Arbiter
  public void afterwards(IIZ_Result result) {
    boolean handedLater = second == MutexCore.NOT_YET;
    long turn = handedLater ? core.turnOf(waiter, waker) : second;
    result.r1 = handedLater ? value : seen;
    result.r2 = (int) turn;
    result.r3 = !handedLater || waker.wakes() > 0;
  }
}
