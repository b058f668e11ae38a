package io.asyncruntime.task;

import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Two tasks of a set end, one after the other, while somebody begins to wait for a join. Forbidden: the joiner got nothing and nobody woke it;
 * or an output is lost, or there twice.
 */
@JCStressTest
@Outcome(id = {"true, false, 2", "true, true, 2"}, expect = Expect.ACCEPTABLE, desc = "got one itself")
@Outcome(id = "false, true, 2", expect = Expect.ACCEPTABLE, desc = "was woken")
@Outcome(expect = Expect.FORBIDDEN, desc = "waits for ever, or an output too few or too many")
@State
public class JoinSetStress {
  private final ManualSpawner runtime = new ManualSpawner();
  private final JoinSet<String> set = new JoinSet<>(runtime);
  private final RecordingWaker waker = new RecordingWaker();
  private final ManualTask<String> first;
  private final ManualTask<String> second;
  private final Future<Optional<Joined<String>>> next = set.joinNext();

  public JoinSetStress() {
    set.spawn(Future.pending());
    set.spawn(Future.pending());
    first = runtime.task(0);
    second = runtime.task(1);
  }

  @Actor
  public void joiner(ZZI_Result result) {
    result.r1 = Polls.isReady(next, waker);
  }

  @Actor
  public void tasks() {
    first.complete("first");
    second.complete("second");
  }

  @Arbiter
  public void afterwards(ZZI_Result result) {
    result.r2 = waker.wakes() > 0;
    int outputs = result.r1 ? 1 : 0;
    while (set.tryJoinNext().isPresent()) {
      outputs++;
    }
    result.r3 = outputs;
  }
}
