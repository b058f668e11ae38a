package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.SpinLock;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Permits that are given out strictly in the order of asking, several at a time. A state machine in one word with a queue
 * behind it; the algorithm is that of Tokio's {@code batch_semaphore}.
 *
 * <p>The word holds the number of free permits and two flags. {@code QUEUED} says that someone waits; then no permit is
 * free, because whoever queues takes all that is left and whoever releases feeds the queue first. So nobody overtakes.
 *
 * <pre>
 *   n free             -> n-k free           acquirer: CAS; the whole fast path
 *   n free             -> n+k free           releaser: CAS, allowed while nobody is queued
 *   n free, n &lt; k      -> 0 free, QUEUED     acquirer of k, under the lock: takes n, queues for k-n
 *   0 free, QUEUED     -> 0 free, QUEUED     releaser, under the lock: the permits went to the head of the queue
 *   0 free, QUEUED     -> n free             releaser or leaver, under the lock: the queue ran empty
 *   n free             -> n+k free           collector of k returned permits, under the lock; as a releaser while QUEUED
 *   any                -> CLOSED             closer, under the lock: the queue is sent away, what it had collected is free
 * </pre>
 *
 * <p>A semaphore may have {@link Returns}: permits given back there are free, though the word does not say so until somebody
 * runs out of permits, waits or asks for their number, and moves them, under the lock. So one thread that gives back and
 * others that acquire seldom write the same cache line.
 *
 * <p>While {@code QUEUED} is set only the holder of the lock changes the word: the two lock-free transitions need a free
 * permit, or the flag to be clear. The CAS of an acquirer acquires what the CAS or store of a releaser released.
 */
public final class FairSemaphore {
  /** The most permits that can be free at a time. */
  public static final int MAX_PERMITS = Integer.MAX_VALUE;

  private static final long CLOSED = 1;
  private static final long QUEUED = 2;
  private static final long FLAGS = CLOSED | QUEUED;
  private static final int SHIFT = 2;
  private static final VarHandle WORD = ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "word",
      VarHandle.class, FairSemaphore.class, long.class);

  /** What an attempt came to. */
  public enum Verdict {
    /** The permits are the caller's. */
    GRANTED,
    /** There are not enough; a caller that brought a waiter is queued. */
    PENDING,
    /** There will be none: the semaphore is closed. */
    CLOSED
  }

  private volatile long word;
  private final SpinLock lock = new SpinLock();
  private final WaiterList<PermitWaiter> waiters = new WaiterList<>(); // guarded by lock
  private final @Nullable Returns returns;
  private long collected; // how much of the returns is in the word; guarded by lock

  /** Any number of permits from 0 to {@link #MAX_PERMITS}; the caller has checked it. */
  public FairSemaphore(int permits) {
    this(permits, null);
  }

  /** With another way to give permits back. */
  public FairSemaphore(int permits, @Nullable Returns returns) {
    word = (long) permits << SHIFT;
    this.returns = returns;
  }

  /** Any thread. Takes {@code wanted} permits if they are free, which they never are while someone waits. */
  public Verdict tryAcquire(int wanted) {
    Verdict verdict = takeFree(wanted);
    return verdict == Verdict.PENDING && mayBeUnsettled() ? takeSettled(wanted) : verdict;
  }

  /** A poller, once a waiter. As {@link #tryAcquire}; if the answer is PENDING, {@code waiter} stands in the queue. */
  public Verdict acquireOrQueue(PermitWaiter waiter, Waker waker) {
    Verdict verdict = takeFree(waiter.wanted);
    if (verdict != Verdict.PENDING) { return verdict; }
    WakeBatch wakers = new WakeBatch();
    lock.lock();
    try {
      collect(wakers);
      verdict = takeOrQueue(waiter, waker);
      return verdict == Verdict.PENDING && returns != null ? collectStarving(returns, waiter, wakers) : verdict;
    } finally {
      lock.unlock();
      wakers.wakeAll();
    }
  }

  /** The poller of a queued waiter: what has become of it. If PENDING, {@code waker} is the one that will be called. */
  public Verdict check(PermitWaiter waiter, Waker waker) {
    Verdict outcome = waiter.outcome();
    if (outcome != Verdict.PENDING || waiter.isWokenBy(waker)) { return outcome; }
    lock.lock();
    try {
      if (waiter.outcome == null) {
        waiter.setWaker(waker);
      }
      return waiter.outcome();
    } finally {
      lock.unlock();
    }
  }

  /** The owner of a waiter gives up: it leaves the queue, and what it had collected goes to those behind it. */
  public void cancel(PermitWaiter waiter) {
    WakeBatch wakers = new WakeBatch();
    lock.lock();
    try {
      if (waiter.outcome == Verdict.CLOSED) { return; }
      waiters.remove(waiter); // does nothing for one that was served
      giveOut(waiter.wanted - waiter.missing, wakers);
    } finally {
      lock.unlock();
      wakers.wakeAll();
    }
  }

  /**
   * Any thread. Gives back (or adds) permits: to those who wait, in their order, and what is left to everybody.
   *
   * @throws IllegalArgumentException when more than {@link #MAX_PERMITS} would be free
   */
  public void release(int permits) {
    long seen = word;
    while ((seen & QUEUED) == 0) {
      if (casWord(seen, plus(seen, permits))) { return; }
      seen = word;
    }
    releaseToQueue(permits);
  }

  /** Whoever has added to the {@link Returns} while somebody waited: gives out what was returned. */
  public void collect() {
    WakeBatch wakers = new WakeBatch();
    lock.lock();
    try {
      collect(wakers);
    } finally {
      lock.unlock();
      wakers.wakeAll();
    }
  }

  /** Any thread. Everyone who waits, and everyone who comes, gets the verdict CLOSED. Idempotent. */
  public void close() {
    WakeBatch wakers = new WakeBatch();
    lock.lock();
    try {
      setClosed();
      long collected = 0;
      for (PermitWaiter waiter = waiters.pollFirst(); waiter != null; waiter = waiters.pollFirst()) {
        collected += waiter.wanted - waiter.missing;
        wakers.add(waiter);
        waiter.outcome = Verdict.CLOSED;
      }
      giveOut((int) collected, wakers);
    } finally {
      lock.unlock();
      wakers.wakeAll();
    }
  }

  /** Any thread. Takes up to {@code wanted} free permits away for good, and says how many there were. */
  public int forget(int wanted) {
    if (mayBeUnsettled()) {
      collect();
    }
    while (true) {
      long seen = word;
      int taken = (int) Math.min(seen >>> SHIFT, wanted);
      if (casWord(seen, seen - ((long) taken << SHIFT))) { return taken; }
    }
  }

  /** Any thread. Permits that are free now. */
  public int available() {
    return mayBeUnsettled() ? settledFree() : (int) (word >>> SHIFT);
  }

  /** Any thread. Whether {@link #close()} was called. */
  public boolean isClosed() { return (word & CLOSED) != 0; }

  private Verdict takeFree(int wanted) {
    while (true) {
      long seen = word;
      if ((seen & CLOSED) != 0) { return Verdict.CLOSED; }
      if (seen >>> SHIFT < wanted) { return Verdict.PENDING; }
      if (casWord(seen, seen - ((long) wanted << SHIFT))) { return Verdict.GRANTED; }
    }
  }

  /**
   * Whether the word alone does not tell what is free: permits may have been returned, or a release to the queue may be under
   * way, of which a waiter may know before the word does.
   */
  private boolean mayBeUnsettled() {
    return returns != null || (word & QUEUED) != 0;
  }

  /** {@link #takeFree} such that PENDING is true of some moment: it looks again if permits were returned meanwhile. */
  private Verdict takeSettled(int wanted) {
    WakeBatch wakers = new WakeBatch();
    lock.lock();
    try {
      Verdict verdict;
      do {
        collect(wakers);
        verdict = takeFree(wanted);
      } while (verdict == Verdict.PENDING && uncollected() > 0);
      return verdict;
    } finally {
      lock.unlock();
      wakers.wakeAll();
    }
  }

  private int settledFree() {
    WakeBatch wakers = new WakeBatch();
    lock.lock();
    try {
      long free;
      do {
        collect(wakers);
        free = word >>> SHIFT;
      } while (uncollected() > 0);
      return (int) free;
    } finally {
      lock.unlock();
      wakers.wakeAll();
    }
  }

  /** Under the lock. */
  private int uncollected() {
    return returns == null ? 0 : (int) (returns.count() - collected);
  }

  /** Under the lock. */
  private void collect(WakeBatch wakers) {
    int returned = uncollected();
    if (returned > 0) {
      collected += returned;
      giveOut(returned, wakers);
    }
  }

  /** Under the lock, for a waiter that was just queued: the last look, after which whoever returns permits sees it. */
  private Verdict collectStarving(Returns from, PermitWaiter waiter, WakeBatch wakers) {
    from.setStarving(true);
    collect(wakers);
    return waiter.outcome();
  }

  /** Under the lock. */
  private Verdict takeOrQueue(PermitWaiter waiter, Waker waker) {
    while (true) {
      Verdict verdict = takeFree(waiter.wanted);
      if (verdict != Verdict.PENDING) { return verdict; }
      long seen = word;
      long free = seen >>> SHIFT;
      if (free < waiter.wanted && (seen & CLOSED) == 0 && casWord(seen, QUEUED)) {
        waiter.missing = waiter.wanted - (int) free;
        waiter.setWaker(waker);
        waiters.addLast(waiter);
        return Verdict.PENDING;
      }
    }
  }

  private void releaseToQueue(int permits) {
    WakeBatch wakers = new WakeBatch();
    lock.lock();
    try {
      giveOut(permits, wakers);
    } finally {
      lock.unlock();
      wakers.wakeAll();
    }
  }

  /** Under the lock. Serves the queue from its head; what it does not need is free. */
  private void giveOut(int permits, WakeBatch wakers) {
    int left = permits;
    for (PermitWaiter head = waiters.peekFirst(); head != null; head = waiters.peekFirst()) {
      int given = Math.min(left, head.missing);
      head.missing -= given;
      left -= given;
      if (head.missing > 0) { return; } // the flag stays
      waiters.pollFirst();
      wakers.add(head);
      head.outcome = Verdict.GRANTED; // the last write to it: its owner may go on without the lock
    }
    setQueueEmpty(left);
  }

  /** Under the lock. */
  private void setQueueEmpty(int freed) {
    if (returns != null) {
      returns.setStarving(false);
    }
    long seen = word;
    while (!casWord(seen, plus(seen & ~QUEUED, freed))) {
      seen = word;
    }
  }

  private void setClosed() {
    long seen = word;
    while (!casWord(seen, seen | CLOSED)) {
      seen = word;
    }
  }

  private static long plus(long word, int permits) {
    long free = (word >>> SHIFT) + permits;
    if (free > MAX_PERMITS) {
      throw new IllegalArgumentException("permits must not exceed " + MAX_PERMITS + " in all, but adding " + permits
          + " makes " + free);
    }
    return free << SHIFT | word & FLAGS;
  }

  private boolean casWord(long expected, long next) {
    return WORD.compareAndSet(this, expected, next);
  }

  /** A place in the queue of a semaphore. Used once. */
  public static final class PermitWaiter extends Waiter {
    private final int wanted;
    private int missing; // guarded by the lock; what has been collected is wanted - missing
    private volatile @Nullable Verdict outcome; // null while pending; written under the lock, read by the owner without it

    /** For so many permits. */
    public PermitWaiter(int wanted) {
      this.wanted = wanted;
    }

    private Verdict outcome() {
      Verdict seen = outcome;
      return seen == null ? Verdict.PENDING : seen;
    }

    /** How many permits were asked for. */
    public int wanted() {
      return wanted;
    }
  }
}
