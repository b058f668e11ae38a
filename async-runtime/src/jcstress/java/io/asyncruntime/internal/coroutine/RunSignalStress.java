package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Waker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A body becomes runnable while its poller goes away: r1 is what the poller, if it runs the body, sees of what the unparking
 * thread wrote (0 if it went away), r2 what the waker, if it is woken, sees of what the poller wrote.
 */
@JCStressTest
@Outcome(id = "5, 0", expect = Expect.ACCEPTABLE, desc = "runnable first: the poller runs the body")
@Outcome(id = "0, 7", expect = Expect.ACCEPTABLE, desc = "gone first: the waker is woken")
@Outcome(expect = Expect.FORBIDDEN, desc = "a lost wake, or a wake without what was written before")
@State
public class RunSignalStress {
  private final BareSignal signal = new BareSignal();
  private int written;

  /** A waker with a plain field, which tells it to whoever wakes. */
  private static final class Carrier implements Waker {
    private int written;
    private int seen;

    @Override
    public void wake() {
      seen = written;
    }
  }

  private final Carrier waker = new Carrier();

  @Actor
  public void unparker(II_Result result) {
    written = 5;
    signal.becomeRunnable();
    result.r2 = waker.seen;
  }

  @Actor
  public void poller(II_Result result) {
    waker.written = 7;
    if (!signal.wakeLater(waker) && signal.takeRunnable()) {
      result.r1 = written;
    }
  }
}
