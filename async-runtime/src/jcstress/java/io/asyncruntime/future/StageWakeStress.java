package io.asyncruntime.future;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A poll meets the completion of the stage. The interleaving to fear: the poll finds no outcome, the stage finds the waker
 * of the poll before, and then both leave.
 */
@JCStressTest
@Outcome(id = {"true, true", "true, false"}, expect = Expect.ACCEPTABLE, desc = "the poll saw the outcome")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the poll was too early, and is asked for again")
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "lost wake: pending for ever")
@State
public class StageWakeStress {
  private final CompletableFuture<Integer> stage = new CompletableFuture<>();
  private final StageFuture<Integer> future = new StageFuture<>(stage);
  private final Flag waker = new Flag();

  public StageWakeStress() {
    future.poll(new Flag()); // registers with the stage
  }

  @Actor
  public void poller(ZZ_Result result) {
    result.r1 = future.poll(waker).isReady();
  }

  @Actor
  public void completer() {
    stage.complete(1);
  }

  @Arbiter
  public void woken(ZZ_Result result) {
    result.r2 = waker.isRaised();
  }
}
