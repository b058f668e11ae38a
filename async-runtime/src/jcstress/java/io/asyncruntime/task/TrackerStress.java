package io.asyncruntime.task;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.RecordingWaker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * The last task of a closed tracker leaves while somebody begins to wait. Forbidden: the waiter found nothing and
 * nobody woke it; or it does not find the end afterwards.
 */
@JCStressTest
@Outcome(id = {"true, false, true", "true, true, true"}, expect = Expect.ACCEPTABLE, desc = "found the end itself")
@Outcome(id = "false, true, true", expect = Expect.ACCEPTABLE, desc = "was woken")
@Outcome(expect = Expect.FORBIDDEN, desc = "waits for ever")
@State
public class TrackerStress {
  private final TaskTracker tracker = new TaskTracker();
  private final Future<Integer> last = tracker.track(Future.ready(1));
  private final Future<Void> empty = tracker.awaitEmpty();
  private final RecordingWaker waker = new RecordingWaker();

  public TrackerStress() {
    tracker.close();
  }

  @Actor
  public void waiter(ZZZ_Result result) {
    result.r1 = Polls.isReady(empty, waker);
  }

  @Actor
  public void task() {
    last.drop();
  }

  @Arbiter
  public void afterwards(ZZZ_Result result) {
    result.r2 = waker.wakes() > 0;
    result.r3 = result.r1 || Polls.isReady(empty, waker);
  }
}
