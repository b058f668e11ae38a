package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Waker;
import io.asyncruntime.testkit.ModelCheck;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * A condition becomes true while a task begins to wait for it, in a {@link WaitQueue} and with an {@link AtomicWaker}.
 * Forbidden: the task waits, the condition is true, and nobody has woken it.
 */
class WaitQueueLincheckTest {
  @Test
  void whoRegistersAndThenLooksIsTold() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void whoLooksAndThenRegistersIsFoundOut() {
    ModelCheck.doesNotEndWell(LooksOnce.class);
  }

  @Test
  void theSameHoldsForASingleWaker() {
    ModelCheck.endsWell(SoundWaker.class);
    ModelCheck.doesNotEndWell(LooksOnceWaker.class);
  }

  private static final class Latest implements Waker {
    private volatile boolean woken;

    @Override
    public void wake() {
      woken = true;
    }
  }

  private static final class Place extends Waiter {
  }

  /** A counter, of which the task wants each change. */
  public abstract static class Model {
    private volatile int count;
    private int seen; // as the next two, of the waiting task
    private Latest latest = new Latest();
    private boolean waits;

    @Operation(nonParallelGroup = "signaller")
    public void increment() {
      count++;
      signal();
    }

    @Operation(nonParallelGroup = "waiter")
    public boolean poll() {
      latest = new Latest();
      boolean changed = look(latest);
      waits = !changed;
      return changed;
    }

    @Operation(nonParallelGroup = "waiter")
    public void giveUp() {
      waits = false;
      leave(latest);
    }

    /** When all is quiet. */
    @Validate
    public void theWaiterWasTold() {
      if (waits && !latest.woken && count != seen) { throw new IllegalStateException("waits beside a change"); }
    }

    boolean takeChange() {
      int now = count;
      boolean changed = now != seen;
      seen = now;
      return changed;
    }

    abstract boolean look(Latest waker);

    abstract void leave(Latest waker);

    abstract void signal();
  }

  /** The protocol as it is to be used. */
  public static class Sound extends Model {
    final WaitQueue queue = new WaitQueue();
    final Place place = new Place();

    @Override
    boolean look(Latest waker) {
      queue.register(place, waker);
      return takeChange();
    }

    @Override
    void leave(Latest waker) {
      queue.unregister(place);
    }

    @Override
    void signal() {
      queue.wakeAll();
    }
  }

  /** The seeded fault. */
  public static class LooksOnce extends Sound {
    @Override
    boolean look(Latest waker) {
      if (takeChange()) { return true; }
      queue.register(place, waker);
      return false;
    }
  }

  /** The protocol with one slot. */
  public static class SoundWaker extends Model {
    final AtomicWaker slot = new AtomicWaker();

    @Override
    boolean look(Latest waker) {
      slot.register(waker);
      return takeChange();
    }

    @Override
    void leave(Latest waker) {
      slot.unregister(waker);
    }

    @Override
    void signal() {
      slot.wake();
    }
  }

  /** The seeded fault. */
  public static class LooksOnceWaker extends SoundWaker {
    @Override
    boolean look(Latest waker) {
      if (takeChange()) { return true; }
      slot.register(waker);
      return false;
    }
  }
}
