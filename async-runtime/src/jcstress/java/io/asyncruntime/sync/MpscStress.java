package io.asyncruntime.sync;

import io.asyncruntime.future.Poll;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * A value is sent while the receiver begins to wait. Forbidden: it waits, the value is there, and nobody woke it, which is what
 * happens when the sender reads the waker before its value is visible.
 */
@JCStressTest
@Outcome(id = {"7, false", "7, true"}, expect = Expect.ACCEPTABLE, desc = "received at once")
@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "waits, and was woken")
@Outcome(expect = Expect.FORBIDDEN, desc = "waits for ever")
@State
public class MpscStress {
  private final Mpsc<Integer> channel = Mpsc.bounded(1);
  private final RecordingWaker waker = new RecordingWaker();

  @Actor
  public void sender() {
    channel.sender().trySend(7);
  }

  @Actor
  public void receiver(IZ_Result result) {
    result.r1 = poll();
  }

  @Arbiter
  public void afterwards(IZ_Result result) {
    result.r2 = waker.wakes() > 0;
  }

  private int poll() {
    try {
      Poll<Optional<Integer>> answer = channel.receiver().recv().poll(waker);
      return answer.isReady() ? answer.value().orElseThrow() : 0;
    } catch (Exception failure) {
      return -1;
    }
  }
}
