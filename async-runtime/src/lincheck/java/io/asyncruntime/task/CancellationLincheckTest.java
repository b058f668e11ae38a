package io.asyncruntime.task;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.wait.Waiter;
import io.asyncruntime.testkit.LatestWaker;
import io.asyncruntime.testkit.ModelCheck;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * Somebody waits for a child token while others cancel the parent or the child. Once a cancel is over, whoever has polled
 * was told: by that poll, or by a call of the waker of the latest poll. Forbidden: neither.
 */
class CancellationLincheckTest {
  @Test
  void whoWaitsIsTold() {
    ModelCheck.passes(Sound.class);
  }

  @Test
  void lookingOnlyBeforeRegisteringIsFoundOut() {
    ModelCheck.findsTheFaultIn(LooksOnce.class);
  }

  /**
   * Both cancels, and the question whether the waiter was told. One thread cancels: of two, one may have taken the waker
   * and not called it yet when the other is done.
   */
  public abstract static class Model {
    final CancellationToken parent = new CancellationToken();
    final CancellationToken child = parent.childToken();
    private LatestWaker latest = new LatestWaker(); // as the next, of the waiter
    private boolean ready;

    @Operation(nonParallelGroup = "canceller")
    public void cancelParent() {
      parent.cancel();
    }

    @Operation(nonParallelGroup = "canceller")
    public void cancelChild() {
      child.cancel();
    }

    @Operation(nonParallelGroup = "waiter")
    public void poll() throws Exception {
      if (!ready) {
        latest = new LatestWaker();
        ready = isReady(latest);
      }
    }

    @Operation(nonParallelGroup = "waiter")
    public boolean wasTold() {
      return ready || latest.isWoken();
    }

    abstract boolean isReady(LatestWaker waker) throws Exception;
  }

  /** The token as it is. */
  public static class Sound extends Model {
    private final Future<Void> waiting = child.cancelled();

    @Override
    boolean isReady(LatestWaker waker) throws Exception {
      return waiting.poll(waker).isReady();
    }
  }

  /** The seeded fault: a cancel between the look and the registration tells nobody. */
  public static class LooksOnce extends Model {
    private final Waiter[] places = child.newPlaces();

    @Override
    boolean isReady(LatestWaker waker) {
      if (child.isCancelled()) { return true; }
      child.register(places, waker);
      return false;
    }
  }
}
