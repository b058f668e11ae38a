package io.asyncruntime.internal.timer;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.task.Wakers;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.internal.wait.TimerHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one runtime: a wheel of milliseconds, the runtime's clock, and a spin lock that every access to the wheel
 * goes through. It neither sleeps nor owns a thread. Who runs the runtime sleeps until {@link #nextDeadlineNanos()}, then
 * calls {@link #fireDue()}. All methods may be called from any thread.
 *
 * <p>No foreign code runs under the lock: wakers are collected in batches and woken after it is free, so a waker may
 * register, move and cancel timers.
 */
public final class TimerDriver {
  private static final long TICK_NANOS = 1_000_000;
  private static final int BATCH = 32;

  /** In the place of the present: whatever is in the wheel, due or not. No clock gets there. */
  private static final long ANY_TICK = Long.MAX_VALUE;

  /** In place of a reading of the clock: no reading is before it. */
  private static final long NOT_READ = 0;

  private final Clock clock;
  private final Runnable onEarlierDeadline;
  private final SpinLock lock = new SpinLock();

  /**
   * Whether a cancelled timer must not stay the next deadline, because a paused clock would jump to it. Otherwise it stays:
   * somebody wakes up once for nothing, while the many time-outs that are cancelled do not each become the earliest timer
   * and wake the sleeper.
   */
  private final boolean clockCanJump;

  private final TimerWheel wheel; // guarded by lock

  /**
   * The tick by which somebody should fire, {@link TimerWheel#NONE} without timers; never later than the earliest timer.
   * Written under the lock, read by anyone.
   *
   * <p>An earlier tick is stored by set(), not released only, because of the sleeper's protocol: a registrar writes this,
   * then looks whom to unpark; a sleeper says that it sleeps, then reads this. Each writes before it reads, so at least one
   * sees the other (TimerSleeperStress). A later one is released: who does not see it yet looks too early, which is harmless.
   */
  private final AtomicLong nextTick = new AtomicLong(TimerWheel.NONE);

  private volatile boolean shutDown; // written under the lock, once

  /**
   * A driver without timers.
   *
   * @param clock what the deadlines refer to
   * @param onEarlierDeadline called when a timer that was registered or moved is now the earliest, so that whoever sleeps
   *     until {@link #nextDeadlineNanos()} as it was is unparked; by the registering thread, after the lock was released
   */
  public TimerDriver(Clock clock, Runnable onEarlierDeadline) {
    this.clock = clock;
    this.onEarlierDeadline = onEarlierDeadline;
    this.clockCanJump = clock != Clock.system();
    this.wheel = new TimerWheel(elapsedTicks(clock.nanos()));
  }

  /** A timer, not yet registered. */
  public TimerHandle newTimer() {
    return new TimerEntry(this);
  }

  /**
   * The reading of the clock at which {@link #fireDue()} should be called, {@link Clock#FAR_FUTURE} when no timer is
   * registered. Not later than the earliest timer; earlier where very many share a far slot, and on a clock that cannot be
   * paused also where earlier timers were cancelled. One volatile read.
   */
  public long nextDeadlineNanos() {
    return startOf(nextTick.get());
  }

  /** How many timers are registered. */
  public int size() {
    lock.lock();
    try {
      return wheel.size();
    } finally {
      lock.unlock();
    }
  }

  /** {@link #fireDue(long)} with the present reading of the clock; without reading it if there are no timers. */
  public int fireDue() {
    return nextTick.get() == TimerWheel.NONE ? 0 : fireDue(clock.nanos());
  }

  /**
   * Wakes the owners of all timers due at {@code nowNanos}. Costs one volatile read when there are none. Several threads
   * may fire at once, each takes its own batches; what a waker throws is logged.
   *
   * @return how many timers this call fired
   */
  public int fireDue(long nowNanos) {
    return isDue(nowNanos) ? fireBatches(nowNanos) : 0;
  }

  /**
   * Wakes all owners. From now on polling a timer is an {@link IllegalStateException}, but in the poll of a task. A second call does
   * nothing.
   */
  public void shutdown() {
    Waker[] wakers = new Waker[BATCH];
    int taken;
    do {
      taken = takeAny(wakers);
      wakeAll(wakers, taken);
    } while (taken > 0);
  }

  /** The first tick at which the clock reads {@code deadlineNanos} or more: deadlines are rounded up, never early. */
  static long tickOf(long deadlineNanos) {
    return -Math.floorDiv(-deadlineNanos, TICK_NANOS);
  }

  /** For entries. Whether the clock has reached the start of {@code tick}. */
  boolean isReached(long tick) {
    return clock.nanos() >= startOf(tick);
  }

  /** For entries, after they saw that they fired: shutdown fires too. Whether it is that; throws where it is not. */
  boolean checkOpen() {
    return !shutDown || refused();
  }

  /**
   * For a poll after shutdown. That of a task may wait: the task is dropped when its poll ends, and is cancelled then, no failure. All
   * others would wait for ever, and are told. False, or throws.
   */
  private static boolean refused() {
    Ambient here = Ambient.current();
    if (here.driver != null && here.task() != null && !here.inLocalSet) { return false; } // not in blockOn, which has no task
    throw shutDownError();
  }

  /**
   * For the owner of an entry: registers it, whatever it was before. True when the deadline (not rounded) is reached; then
   * it is not registered.
   */
  boolean register(TimerEntry entry, Waker waker, long deadlineNanos) {
    if (!checkOpen()) { return false; }
    long now = clock.nanos();
    if (now >= deadlineNanos) {
      entry.cancel();
      return true;
    }
    return !link(entry, waker, deadlineNanos, now) && refused();
  }

  /** For the owner of an entry: registers it without looking at the clock. */
  void registerAhead(TimerEntry entry, Waker waker, long deadlineNanos) {
    if (!link(entry, waker, deadlineNanos, NOT_READ)) {
      refused();
    }
  }

  /** For the owner of an entry: gives a registered one another deadline; if that is reached, its waker is woken now. */
  void move(TimerEntry entry, long deadlineNanos) {
    long now = clock.nanos();
    if (now < deadlineNanos) {
      link(entry, null, deadlineNanos, now);
      return;
    }
    Waker waker = unlink(entry);
    if (waker != null) {
      waker.wake();
    }
  }

  /** For the owner of an entry: it fires no more. */
  void cancel(TimerEntry entry) {
    unlink(entry);
  }

  /** Puts an entry in. Without a waker it keeps its own, and if it has fired meanwhile stays out. False after shutdown. */
  private boolean link(TimerEntry entry, @Nullable Waker newWaker, long deadlineNanos, long now) {
    boolean earlier = false;
    lock.lock();
    try {
      if (shutDown) { return false; }
      Waker own = take(entry);
      Waker waker = newWaker == null ? own : newWaker;
      if (waker != null) {
        wheel.catchUp(elapsedTicks(now));
        earlier = put(entry, waker, tickOf(deadlineNanos));
      }
    } finally {
      lock.unlock();
    }
    if (earlier) {
      onEarlierDeadline.run();
    }
    return true;
  }

  private @Nullable Waker unlink(TimerEntry entry) {
    lock.lock();
    try {
      return take(entry);
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. Returns whether the entry is now the earliest. */
  private boolean put(TimerEntry entry, Waker waker, long tick) {
    entry.tick = tick;
    entry.arm(waker);
    wheel.insert(entry);
    if (tick >= nextTick.getPlain()) { return false; }
    nextTick.set(tick);
    return true;
  }

  /** Under the lock. Returns whom the entry would have woken; null if it was not in. */
  private @Nullable Waker take(TimerEntry entry) {
    if (!entry.isLinked()) { return null; }
    wheel.remove(entry);
    Waker waker = entry.armedWaker();
    entry.disarm();
    if (clockCanJump && (entry.tick <= nextTick.getPlain() || wheel.size() == 0)) {
      publishNextTick();
    }
    return waker;
  }

  private int fireBatches(long nowNanos) {
    Waker[] wakers = new Waker[BATCH];
    long nowTick = elapsedTicks(nowNanos);
    int fired = 0;
    do {
      int due = takeDue(wakers, nowTick);
      wakeAll(wakers, due);
      fired += due;
    } while (isDue(nowNanos));
    return fired;
  }

  private int takeDue(Waker[] wakers, long nowTick) {
    lock.lock();
    try {
      return takeBatch(wakers, nowTick);
    } finally {
      lock.unlock();
    }
  }

  private int takeAny(Waker[] wakers) {
    lock.lock();
    try {
      shutDown = true; // before any entry is FIRED by it, so that whoever sees FIRED sees this
      return takeBatch(wakers, ANY_TICK);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Under the lock. Up to a whole batch, in which only the last may be a waker that is not ours: one that does not return keeps nothing
   * from being woken that was taken with it, and all the rest is there for others to take.
   */
  private int takeBatch(Waker[] wakers, long nowTick) {
    int taken = 0;
    boolean ours = true;
    while (ours && taken < BATCH && pollWheel(nowTick) instanceof TimerEntry entry) {
      Waker waker = entry.fire();
      ours = waker instanceof Task<?>;
      wakers[taken++] = waker;
    }
    publishNextTick();
    return taken;
  }

  private @Nullable WheelNode pollWheel(long nowTick) {
    return nowTick == ANY_TICK ? wheel.pollAny() : wheel.pollDue(nowTick);
  }

  /** Under the lock, after timers were taken out. */
  private void publishNextTick() {
    nextTick.setRelease(wheel.nextTick());
  }

  private static void wakeAll(Waker[] wakers, int count) {
    for (int i = 0; i < count; i++) {
      Wakers.wake(wakers[i]);
    }
  }

  private boolean isDue(long nowNanos) {
    return nextTick.get() <= elapsedTicks(nowNanos);
  }

  private static long startOf(long tick) {
    return tick >= Clock.FAR_FUTURE / TICK_NANOS ? Clock.FAR_FUTURE : tick * TICK_NANOS;
  }

  private static long elapsedTicks(long nowNanos) {
    return Math.floorDiv(nowNanos, TICK_NANOS);
  }

  private static IllegalStateException shutDownError() {
    return new IllegalStateException("the runtime is shut down, and so are its timers:"
        + " wait for what needs them before close(), or use a runtime that is open");
  }
}
