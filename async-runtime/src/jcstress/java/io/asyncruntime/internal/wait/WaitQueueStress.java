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
 * A condition becomes true while a task registers and looks for the last time. Forbidden: it saw false, and nobody woke it;
 * the flag by which the signaller skips an empty queue must not be read before the condition is written.
 */
@JCStressTest
@Outcome(id = {"true, false", "true, true"}, expect = Expect.ACCEPTABLE, desc = "saw it itself")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "was woken")
@Outcome(expect = Expect.FORBIDDEN, desc = "waits for ever")
@State
public class WaitQueueStress {
  private static final class Place extends Waiter {
  }

  private final WaitQueue queue = new WaitQueue();
  private final Place place = new Place();
  private final RecordingWaker waker = new RecordingWaker();
  private volatile boolean condition;

  @Actor
  public void poller(ZZ_Result result) {
    queue.register(place, waker);
    result.r1 = condition;
  }

  @Actor
  public void signaller() {
    condition = true;
    queue.wakeAll();
  }

  @Arbiter
  public void afterwards(ZZ_Result result) {
    result.r2 = waker.wakes() > 0;
  }
}
