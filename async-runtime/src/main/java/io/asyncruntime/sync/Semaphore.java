package io.asyncruntime.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.util.Require;
import io.asyncruntime.internal.wait.AcquireFuture;
import io.asyncruntime.internal.wait.BlockingWait;
import io.asyncruntime.internal.wait.FairSemaphore;
import io.asyncruntime.internal.wait.FairSemaphore.Verdict;
import java.util.Optional;

/**
 * A number of permits, for which tasks wait without blocking a thread: limits how many do something at a time.
 *
 * <pre>{@code
 * Semaphore connections = new Semaphore(10);
 *
 * try (var permit = await(connections.acquire())) {
 *   return await(fetch(url));
 * }
 * }</pre>
 *
 * <p><b>Fairness:</b> strictly first come, first served, in the order of the first poll. One who waits for many permits
 * collects what becomes free, so later and smaller requests cannot overtake; while somebody waits {@link #tryAcquire}
 * fails, {@code tryAcquireMany(0)} excepted.
 *
 * <p><b>Cancellation:</b> dropping a waiting {@code acquire()} loses its place and passes on what it had collected.
 *
 * <p><b>Threads:</b> any thread may call any method. What one did before it gave a permit back is visible to whoever gets it.
 */
public final class Semaphore {
  /** The most permits that can be available at a time. */
  public static final int MAX_PERMITS = FairSemaphore.MAX_PERMITS;

  private final FairSemaphore core;

  /**
   * An open semaphore.
   *
   * @param permits how many are available at first, 0 or more
   * @throws IllegalArgumentException when negative
   */
  public Semaphore(int permits) {
    core = new FairSemaphore(Require.atLeast("permits", permits, 0));
  }

  /**
   * Waits for one permit; costs a unit of the cooperative budget.
   *
   * @return a future of the permit, or of {@link ClosedException}
   */
  @CheckReturnValue
  public Future<Permit> acquire() {
    return new Acquire(core, 1);
  }

  /**
   * Waits until {@code n} permits could be collected; costs a unit of the cooperative budget.
   *
   * @param n 0 or more; 0 waits for nobody
   * @return a future of one {@link Permit} for all of them, or of {@link ClosedException}
   * @throws IllegalArgumentException when {@code n} is negative
   */
  @CheckReturnValue
  public Future<Permit> acquireMany(int n) {
    return new Acquire(core, Require.atLeast("n", n, 0));
  }

  /** One permit if it is available and nobody waits; empty otherwise, and when closed. */
  public Optional<Permit> tryAcquire() {
    return tryAcquireMany(1);
  }

  /**
   * As {@link #tryAcquire()} for {@code n} permits at once.
   *
   * @throws IllegalArgumentException when {@code n} is negative
   */
  public Optional<Permit> tryAcquireMany(int n) {
    Require.atLeast("n", n, 0);
    return core.tryAcquire(n) == Verdict.GRANTED ? Optional.of(new Permit(core, n)) : Optional.empty();
  }

  /**
   * Blocks the calling plain thread until it has a permit.
   *
   * @throws IllegalStateException in async code: await {@link #acquire()} there
   * @throws ClosedException when the semaphore is, or becomes, closed
   * @throws java.util.concurrent.CompletionException around an {@link InterruptedException}, with the flag set again
   */
  public Permit blockingAcquire() {
    return BlockingWait.await(acquire(), "blockingAcquire()", "await acquire() instead");
  }

  /** As {@link #blockingAcquire()} for {@code n} permits. */
  public Permit blockingAcquireMany(int n) {
    return BlockingWait.await(acquireMany(n), "blockingAcquireMany()", "await acquireMany() instead");
  }

  /**
   * Adds permits that did not exist before. Legal when closed, though nobody can have them.
   *
   * @throws IllegalArgumentException when {@code n} is negative, or more than {@link #MAX_PERMITS} would be available
   */
  public void addPermits(int n) {
    core.release(Require.atLeast("n", n, 0));
  }

  /**
   * Takes away available permits for good.
   *
   * @param n at most so many
   * @return how many there were to take
   * @throws IllegalArgumentException when {@code n} is negative
   */
  public int forgetPermits(int n) {
    return core.forget(Require.atLeast("n", n, 0));
  }

  /** How many permits are available now; 0 while somebody waits. */
  public int availablePermits() {
    return core.available();
  }

  /**
   * Makes all who wait, and all who come later, fail with {@link ClosedException}. Permits that are out stay valid.
   * Idempotent.
   */
  public void close() {
    core.close();
  }

  /** Whether {@link #close()} was called. */
  public boolean isClosed() { return core.isClosed(); }

  /** How many permits are available, and whether it is closed. */
  @Override
  public String toString() {
    return "Semaphore[" + availablePermits() + " available" + (isClosed() ? ", closed]" : "]");
  }

  /** The right that was waited for, until it is closed. May be closed on any thread. */
  public static final class Permit extends OneUse implements AutoCloseable {
    private final FairSemaphore core;
    private final int permits;

    Permit(FairSemaphore core, int permits) {
      this.core = core;
      this.permits = permits;
    }

    /** Gives back what was acquired. A second call does nothing. */
    @Override
    public void close() {
      if (use()) {
        core.release(permits);
      }
    }

    /**
     * Never gives back what was acquired: the semaphore has so many permits less from now on.
     *
     * @throws IllegalStateException after {@link #close()} or {@code forget()}
     */
    public void forget() {
      if (!use()) { throw new IllegalStateException("this permit was given back or forgotten: acquire another one"); }
    }

    /** How many permits this one stands for. */
    @Override
    public String toString() {
      return "Permit[" + permits + (isUsed() ? ", used]" : "]");
    }
  }

  private static final class Acquire extends AcquireFuture<Permit> {
    private final FairSemaphore core;
    private final int permits;

    Acquire(FairSemaphore core, int permits) {
      super(core, permits);
      this.core = core;
      this.permits = permits;
    }

    @Override
    protected Poll<Permit> granted() {
      return Poll.ready(new Permit(core, permits));
    }

    @Override
    protected Exception closed() {
      return new ClosedException("the semaphore is closed");
    }

    @Override
    protected String describe() {
      return "Semaphore.acquire()";
    }
  }
}
