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
 * So does one whose task's {@code Deadline} has passed: it fails with {@code ElapsedException} at its next poll.
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
  public static final class Permit extends HeldPermits implements AutoCloseable {
    private final FairSemaphore core;

    Permit(FairSemaphore core, int permits) {
      super(permits);
      this.core = core;
    }

    /** How many permits this one stands for; 0 once it was given back or forgotten. */
    public int permits() {
      return Math.max(0, held());
    }

    /**
     * Hands some of what was acquired over to a permit of its own.
     *
     * @param n 0 to {@link #permits()}
     * @return a permit for {@code n}; this one stands for the rest
     * @throws IllegalArgumentException when {@code n} is negative, or more than this permit stands for
     * @throws IllegalStateException after {@link #close()} or {@link #forget()}
     */
    public Permit split(int n) {
      Require.atLeast("n", n, 0);
      if (!takeSome(n)) {
        if (held() == USED) { throw used(); }
        throw new IllegalArgumentException("n must be 0 to the " + permits() + " permits held, but was " + n);
      }
      return new Permit(core, n);
    }

    /**
     * Takes over what another permit of the same semaphore stands for, which is used up by that.
     *
     * @throws IllegalArgumentException when {@code other} is this permit, or of another semaphore, or when both together are
     *     more than {@link Semaphore#MAX_PERMITS}
     * @throws IllegalStateException when this permit, or the other one, was given back or forgotten
     */
    public void merge(Permit other) {
      if (other == this || other.core != core) {
        throw new IllegalArgumentException("a permit can be merged with another permit of the same semaphore only");
      }
      if (held() == USED) { throw used(); }
      if ((long) held() + other.held() > MAX_PERMITS) {
        throw new IllegalArgumentException("a permit stands for at most " + MAX_PERMITS + " permits, but these are "
            + held() + " and " + other.held());
      }
      int taken = other.takeAll();
      if (taken == USED) { throw used(); }
      if (!addSome(taken)) {
        core.release(taken); // this one was closed meanwhile, so the other one is too
        throw used();
      }
    }

    /** Gives back what was acquired. A second call does nothing. */
    @Override
    public void close() {
      int taken = takeAll();
      if (taken != USED) {
        core.release(taken);
      }
    }

    /**
     * Never gives back what was acquired: the semaphore has so many permits less from now on.
     *
     * @throws IllegalStateException after {@link #close()} or {@code forget()}
     */
    public void forget() {
      if (takeAll() == USED) { throw used(); }
    }

    private static IllegalStateException used() {
      return new IllegalStateException("this permit was given back or forgotten: acquire another one");
    }

    /** How many permits this one stands for. */
    @Override
    public String toString() {
      return held() == USED ? "Permit[used]" : "Permit[" + held() + "]";
    }
  }

  private static final class Acquire extends AcquireFuture<Permit> {
    private final FairSemaphore core;
    private final int permits;

    Acquire(FairSemaphore core, int permits) {
      this.core = core;
      this.permits = permits;
    }

    @Override
    protected FairSemaphore semaphore() {
      return core;
    }

    @Override
    protected int permits() {
      return permits;
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
