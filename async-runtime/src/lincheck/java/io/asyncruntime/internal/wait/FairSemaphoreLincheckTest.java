package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.internal.wait.FairSemaphore.PermitWaiter;
import io.asyncruntime.internal.wait.FairSemaphore.Verdict;
import io.asyncruntime.testkit.ModelCheck;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Two clients of one and two permits wait and give up while permits come and go. Forbidden: a permit that is lost or given
 * twice, a small request that overtakes, a waiter that was served and is not woken.
 */
class FairSemaphoreLincheckTest {
  @Test
  void permitsAreGivenOnceAndInOrder() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void aReleaseThatLooksAtTheQueueTooEarlyIsFoundOut() {
    ModelCheck.doesNotEndWell(EarlyLook.class);
  }

  @Test
  void returnedPermitsReachThoseWhoWait() {
    ModelCheck.endsWell(Returned.class);
    ModelCheck.endsWell(ReturnedToOne.class);
  }

  @Test
  void aReturnThatLooksForWaitersTooEarlyIsFoundOut() {
    ModelCheck.doesNotEndWell(ReturnedAfterALook.class);
  }

  /** One who wants permits. Used by one thread at a time. */
  private static final class Client {
    private final FairSemaphore semaphore;
    private final int wanted;
    private PermitWaiter waiter;
    private boolean granted;
    private Latest latest;

    Client(FairSemaphore semaphore, int wanted) {
      this.semaphore = semaphore;
      this.wanted = wanted;
    }

    Verdict poll() {
      if (granted) { return Verdict.GRANTED; }
      latest = new Latest();
      Verdict verdict;
      if (waiter == null) {
        waiter = new PermitWaiter(wanted);
        verdict = semaphore.acquireOrQueue(waiter, latest);
      } else {
        verdict = semaphore.check(waiter, latest);
      }
      if (verdict != Verdict.PENDING) {
        waiter = null;
        granted = verdict == Verdict.GRANTED;
      }
      return verdict;
    }

    /** Gives back, or leaves the queue. */
    void leave() {
      if (granted) {
        semaphore.release(wanted);
      } else if (waiter != null) {
        semaphore.cancel(waiter);
      }
      granted = false;
      waiter = null;
    }

    boolean waits() {
      return waiter != null && semaphore.check(waiter, latest) == Verdict.PENDING;
    }

    boolean wasForgotten() {
      return waiter != null && semaphore.check(waiter, latest) != Verdict.PENDING && !latest.woken;
    }
  }

  private static final class Latest implements Waker {
    private volatile boolean woken;

    @Override
    public void wake() {
      woken = true;
    }
  }

  /** The semaphore as it is. */
  @Param(name = "permits", gen = IntGen.class, conf = "1:2")
  public static class Sound {
    private final FairSemaphore semaphore = new FairSemaphore(1);
    private final Client one = new Client(semaphore, 1);
    private final Client two = new Client(semaphore, 2);

    @Operation(nonParallelGroup = "one")
    public Verdict pollOne() {
      return one.poll();
    }

    @Operation(nonParallelGroup = "one")
    public void leaveOne() {
      one.leave();
    }

    @Operation(nonParallelGroup = "two")
    public Verdict pollTwo() {
      return two.poll();
    }

    @Operation(nonParallelGroup = "two")
    public void leaveTwo() {
      two.leave();
    }

    @Operation
    public void release(@Param(name = "permits") int permits) {
      semaphore.release(permits);
    }

    @Operation
    public Verdict tryAcquire() {
      return semaphore.tryAcquire(1);
    }

    @Operation
    public int forget(@Param(name = "permits") int permits) {
      return semaphore.forget(permits);
    }

    @Operation
    public int available() {
      return semaphore.available();
    }

    @Operation(runOnce = true)
    public void close() {
      semaphore.close();
    }

    /** When all is quiet. */
    @Validate
    public void nobodyWasForgotten() {
      if (one.wasForgotten() || two.wasForgotten()) { throw new IllegalStateException("served and not woken"); }
    }
  }

  /** Permits that come back by the other way, while both clients wait and give up. */
  public static class Returned {
    private final Returns returns = new Returns();
    private final FairSemaphore semaphore = new FairSemaphore(0, returns);
    private final Client one = new Client(semaphore, 1);
    private final Client two = new Client(semaphore, 2);
    private int out = 3; // of the returner

    @Operation(nonParallelGroup = "one")
    public Verdict pollOne() {
      return one.poll();
    }

    @Operation(nonParallelGroup = "one")
    public void leaveOne() {
      one.leave();
    }

    @Operation(nonParallelGroup = "two")
    public Verdict pollTwo() {
      return two.poll();
    }

    @Operation(nonParallelGroup = "two")
    public void leaveTwo() {
      two.leave();
    }

    @Operation
    public Verdict tryAcquire() {
      return semaphore.tryAcquire(1);
    }

    @Operation
    public int available() {
      return semaphore.available();
    }

    @Operation(nonParallelGroup = "returner")
    public void giveBack() {
      if (out > 0) {
        out--;
        if (returns.add(1)) {
          semaphore.collect();
        }
      }
    }

    /** When all is quiet. */
    @Validate
    public void nobodyWasForgotten() {
      if (one.wasForgotten() || two.wasForgotten()) { throw new IllegalStateException("served and not woken"); }
    }
  }

  /** Permits are returned while one client takes them and waits. Forbidden: it waits beside one. */
  public static final class ReturnedToOne {
    private final Returns returns = new Returns();
    private final FairSemaphore semaphore = new FairSemaphore(0, returns);
    private final Client client = new Client(semaphore, 1);
    private int given; // by the returner
    private int taken; // by the client

    @Operation(nonParallelGroup = "client")
    public Verdict take() {
      Verdict verdict = client.poll();
      if (verdict == Verdict.GRANTED) {
        taken++;
        client.granted = false;
      }
      return verdict;
    }

    @Operation(nonParallelGroup = "returner")
    public void giveBack() {
      given++;
      if (returns.add(1)) {
        semaphore.collect();
      }
    }

    /** When all is quiet. */
    @Validate
    public void itDoesNotWaitBesideAPermit() {
      if (given > taken && client.waits()) { throw new IllegalStateException("waits beside a free permit"); }
    }
  }

  /** The seeded fault: who queues after the look and before the return is overlooked. */
  public static final class ReturnedAfterALook {
    private final Returns returns = new Returns();
    private final FairSemaphore semaphore = new FairSemaphore(0, returns);
    private final Client client = new Client(semaphore, 1);
    private int given; // by the returner
    private int taken; // by the client

    @Operation(nonParallelGroup = "client")
    public Verdict take() {
      Verdict verdict = client.poll();
      if (verdict == Verdict.GRANTED) {
        taken++;
        client.granted = false;
      }
      return verdict;
    }

    @Operation(nonParallelGroup = "returner")
    public void giveBack() {
      given++;
      boolean starving = returns.add(0);
      returns.add(1);
      if (starving) {
        semaphore.collect();
      }
    }

    /** When all is quiet. */
    @Validate
    public void itDoesNotWaitBesideAPermit() {
      if (given > taken && client.waits()) { throw new IllegalStateException("waits beside a free permit"); }
    }
  }

  /** The seeded fault: the flag for the queue is not in the word of the permits, so a release may overlook a waiter. */
  public static class EarlyLook {
    private static final class Place extends Waiter {
      private volatile boolean granted;
    }

    private final AtomicInteger free = new AtomicInteger();
    private final SpinLock lock = new SpinLock();
    private final WaiterList<Place> waiters = new WaiterList<>();
    private volatile boolean queued;
    private Place place; // of the client

    @Operation(nonParallelGroup = "client")
    public boolean poll() {
      if (place != null) { return place.granted; }
      if (takeFree()) { return true; }
      place = new Place();
      lock.lock();
      waiters.addLast(place);
      queued = true;
      lock.unlock();
      return false;
    }

    @Operation
    public void release() {
      if (!queued) {
        free.incrementAndGet();
        return;
      }
      lock.lock();
      Place head = waiters.pollFirst();
      if (head == null) {
        free.incrementAndGet();
      } else {
        head.granted = true;
      }
      queued = !waiters.isEmpty();
      lock.unlock();
    }

    private boolean takeFree() {
      int seen = free.get();
      return seen > 0 && free.compareAndSet(seen, seen - 1);
    }
  }
}
