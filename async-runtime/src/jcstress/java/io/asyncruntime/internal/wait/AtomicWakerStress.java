package io.asyncruntime.internal.wait;

import io.asyncruntime.testkit.RecordingWaker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A condition becomes true while a poller registers and looks for the last time. Forbidden: it saw false, and nobody woke it.
 */
@JCStressTest
@Outcome(id = {"true, false", "true, true"}, expect = Expect.ACCEPTABLE, desc = "saw it itself")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "was woken")
@Outcome(expect = Expect.FORBIDDEN, desc = "waits for ever")
@State
public class AtomicWakerStress {
  private final AtomicWaker slot = new AtomicWaker();
  private final RecordingWaker waker = new RecordingWaker();
  private volatile boolean condition;

  @Actor
  public void poller(ZZ_Result result) {
    slot.register(waker);
    result.r1 = condition;
  }

  @Actor
  public void signaller() {
    condition = true;
    slot.wake();
  }

  @Arbiter
  public void afterwards(ZZ_Result result) {
    result.r2 = waker.wakes() > 0;
  }
}
