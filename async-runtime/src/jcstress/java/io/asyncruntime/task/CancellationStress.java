package io.asyncruntime.task;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.RecordingWaker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * A parent is cancelled while somebody begins to wait for its child. Forbidden: the waiter found nothing and nobody woke
 * it; or it found the token cancelled and does not see what was written before the cancel.
 */
@JCStressTest
@Outcome(id = {"true, false, 1", "true, true, 1"}, expect = Expect.ACCEPTABLE, desc = "found it cancelled")
@Outcome(id = "false, true, 0", expect = Expect.ACCEPTABLE, desc = "was woken")
@Outcome(expect = Expect.FORBIDDEN, desc = "waits for ever, or sees too little")
@State
public class CancellationStress {
  private final CancellationToken parent = new CancellationToken();
  private final Future<Void> cancelled = parent.childToken().cancelled();
  private final RecordingWaker waker = new RecordingWaker();
  private int reason;

  @Actor
  public void waiter(ZZI_Result result) {
    result.r1 = Polls.isReady(cancelled, waker);
    result.r3 = result.r1 ? reason : 0;
  }

  @Actor
  public void canceller() {
    reason = 1;
    parent.cancel();
  }

  @Arbiter
  public void afterwards(ZZI_Result result) {
    result.r2 = waker.wakes() > 0;
  }
}
