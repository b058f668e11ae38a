package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Waker;
import io.asyncruntime.testkit.ModelCheck;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A body becomes runnable while its poller looks and goes away. When all calls have ended, a body that can run has a poller that
 * knows.
 */
class RunSignalLincheckTest {
  @Test
  void aBodyThatCanRunHasAPollerThatKnows() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void aPollerThatGoesAwayUnheardIsFoundOut() {
    ModelCheck.doesNotEndWell(Deaf.class);
  }

  @Test
  void aWakerStoredOverASignalIsFoundOut() {
    ModelCheck.doesNotEndWell(TwoSteps.class);
  }

  @Test
  void aSignalStoredOverAWakerIsFoundOut() {
    ModelCheck.doesNotEndWell(Unwoken.class);
  }

  /** The signal as it is. The JDK hands a thread over once until that has run. */
  public static class Sound {
    private final BareSignal signal = new BareSignal();
    private final AtomicBoolean handedOver = new AtomicBoolean();

    /** Of a poller that has gone away; null while it has not. Written by the poller. */
    private volatile @Nullable Woken gone;

    @Operation
    public void unpark() {
      if (handedOver.compareAndSet(false, true)) {
        becomeRunnable();
      }
    }

    /** Runs what can run; else goes away, to be woken. */
    @Operation(nonParallelGroup = "poller")
    public void poll() {
      gone = null;
      Woken woken = new Woken();
      if (takeRunnable() || !wakeLater(woken) && mustTake()) {
        handedOver.set(false);
      } else {
        gone = woken;
      }
    }

    boolean mustTake() {
      if (!takeRunnable()) { throw new IllegalStateException("neither runnable nor to be waited for"); }
      return true;
    }

    boolean takeRunnable() {
      return signal.takeRunnable();
    }

    boolean wakeLater(Waker waker) {
      return signal.wakeLater(waker);
    }

    void becomeRunnable() {
      signal.becomeRunnable();
    }

    /** After all calls. */
    @Validate
    public void noWakeIsLost() {
      Woken waker = gone;
      if (handedOver.get() && waker != null && !waker.woken) {
        throw new IllegalStateException("it can run, and its poller does not know");
      }
    }
  }

  /** A waker that remembers. */
  static final class Woken implements Waker {
    private volatile boolean woken;

    @Override
    public void wake() {
      woken = true;
    }
  }

  /** The first seeded fault: a poller that does not heed that the body can run after all. */
  public static class Deaf extends Sound {
    @Override
    boolean mustTake() {
      return false;
    }
  }

  /** The second: the poller looks and then stores. The seed is a signal of its own. */
  public static class TwoSteps extends Sound {
    private static final Waker RUNNABLE = Waker.noop();

    final AtomicReference<@Nullable Waker> signal = new AtomicReference<>();

    @Override
    boolean takeRunnable() {
      return signal.compareAndSet(RUNNABLE, null);
    }

    @Override
    boolean wakeLater(Waker waker) {
      if (signal.get() == RUNNABLE) { return false; }
      signal.set(waker);
      return true;
    }

    @Override
    void becomeRunnable() {
      Waker waiting = signal.getAndSet(RUNNABLE);
      if (waiting != null) {
        waiting.wake();
      }
    }
  }

  /** The third: the JDK's thread looks for a waker and then stores. */
  public static class Unwoken extends TwoSteps {
    @Override
    boolean wakeLater(Waker waker) {
      Waker now = signal.get();
      return now != TwoSteps.RUNNABLE && signal.compareAndSet(now, waker);
    }

    @Override
    void becomeRunnable() {
      Waker waiting = signal.get();
      signal.set(TwoSteps.RUNNABLE);
      if (waiting != null) {
        waiting.wake();
      }
    }
  }
}
