package io.asyncruntime.sync;

import io.asyncruntime.future.Poll;
import io.asyncruntime.testkit.RecordingWaker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * An object with a plain field is sent while the receiver polls. Forbidden: the receiver sees the object without what was
 * written to it; or it waits, the object is there, and nobody woke it.
 */
@JCStressTest
@Outcome(id = {"7, false", "7, true"}, expect = Expect.ACCEPTABLE, desc = "received at once")
@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "waits, and was woken")
@Outcome(expect = Expect.FORBIDDEN, desc = "an object half written, or a wait for ever")
@State
public class OneshotStress {
  private static final class Box {
    private int content;
  }

  private final Oneshot<Box> channel = Oneshot.channel();
  private final RecordingWaker waker = new RecordingWaker();

  @Actor
  public void sender() {
    Box box = new Box();
    box.content = 7;
    channel.sender().send(box);
  }

  @Actor
  public void receiver(IZ_Result result) {
    Poll<Box> answer = channel.receiver().poll(waker);
    result.r1 = answer.isReady() ? answer.value().content : 0;
  }

  @Arbiter
  public void afterwards(IZ_Result result) {
    result.r2 = waker.wakes() > 0;
  }
}
