package io.asyncruntime.sync;

import io.asyncruntime.future.Waker;
import io.asyncruntime.sync.NotifyCore.NotifyWaiter;
import io.asyncruntime.testkit.ModelCheck;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Two clients wait and give up while others notify. Forbidden: a notification that is lost or seen twice, one that skips the
 * queue, a waiter that was chosen and is not woken.
 */
class NotifyLincheckTest {
  @Test
  void notificationsAreSeenOnceAndInOrder() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void aTransitionThatOverwritesAnotherIsFoundOut() {
    ModelCheck.findsTheFaultIn(Careless.class);
  }

  /** One who waits, again and again. Used by one thread at a time. */
  private static final class Client {
    private final NotifyCore core;
    private NotifyWaiter waiter;
    private long round;
    private boolean queued;
    private Latest latest;

    Client(NotifyCore core) {
      this.core = core;
    }

    /** A new wait, unless there is one. */
    void create() {
      if (waiter == null) {
        waiter = new NotifyWaiter();
        round = core.round();
        queued = false;
      }
    }

    /** Whether notified, which ends the wait. */
    boolean poll() {
      if (waiter == null) { return false; }
      Latest waker = new Latest();
      latest = waker;
      boolean notified = queued ? core.isNotified(waiter, waker) : core.takeOrQueue(waiter, round, waker);
      queued = true;
      if (notified) {
        waiter = null;
      }
      return notified;
    }

    void leave() {
      if (waiter != null && queued) {
        core.leave(waiter);
      }
      waiter = null;
    }

    boolean wasForgotten() {
      return waiter != null && queued && core.isNotified(waiter, null) && !latest.woken;
    }
  }

  private static final class Latest implements Waker {
    private volatile boolean woken;

    @Override
    public void wake() {
      woken = true;
    }
  }

  /** The notify as it is. */
  public static class Sound {
    private final NotifyCore core = new NotifyCore();
    private final Client a = new Client(core);
    private final Client b = new Client(core);

    @Operation(nonParallelGroup = "a")
    public void createA() {
      a.create();
    }

    @Operation(nonParallelGroup = "a")
    public boolean pollA() {
      return a.poll();
    }

    @Operation(nonParallelGroup = "a")
    public void leaveA() {
      a.leave();
    }

    @Operation(nonParallelGroup = "b")
    public void createB() {
      b.create();
    }

    @Operation(nonParallelGroup = "b")
    public boolean pollB() {
      return b.poll();
    }

    @Operation(nonParallelGroup = "b")
    public void leaveB() {
      b.leave();
    }

    @Operation
    public void notifyOne() {
      core.notifyOne(NotifyCore.OLDEST);
    }

    @Operation
    public void notifyLast() {
      core.notifyOne(NotifyCore.NEWEST);
    }

    @Operation
    public void notifyWaiters() {
      core.notifyAllWaiters();
    }

    /** When all is quiet. */
    @Validate
    public void nobodyWasForgotten() {
      if (a.wasForgotten() || b.wasForgotten()) {
        throw new IllegalStateException("a waiter was notified and not woken");
      }
    }
  }

  /** The seeded fault: a transition looks, then writes, and a notification that came in between is gone. */
  public static class Careless {
    private final NotifyCore core = new NotifyCore() {
      @Override
      boolean casWord(long expected, long next) {
        if (word != expected) { return false; }
        word = next;
        return true;
      }
    };
    private final Client client = new Client(core);

    /** Begins anew after each notification. */
    @Operation(nonParallelGroup = "client")
    public boolean poll() {
      client.create();
      return client.poll();
    }

    @Operation
    public void notifyOne() {
      core.notifyOne(NotifyCore.OLDEST);
    }
  }
}
