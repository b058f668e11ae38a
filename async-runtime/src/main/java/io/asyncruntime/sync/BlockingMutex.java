package io.asyncruntime.sync;

import io.asyncruntime.metrics.MutexMetrics;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A lock around a value that blocks the thread: for short sections without an await, in async code too, where it is quicker
 * than {@link Mutex}.
 *
 * <pre>{@code
 * BlockingMutex<Map<String, Integer>> counts = new BlockingMutex<>(new HashMap<>());
 *
 * int count = counts.withLock(map -> map.merge(name, 1, Integer::sum));
 * }</pre>
 *
 * <p>The guard belongs to the thread that locked. A task that is suspended while it holds one would keep the lock while
 * other tasks run on its thread; so a poll that returns Pending, or an await that suspends, with a guard taken in that poll
 * fails with {@link IllegalStateException}, which names the place of the lock and the place of the suspension. The guard
 * is released then. An async block has a thread of its own, also one that {@code blockOn} runs: it cannot use a guard that
 * its caller took.
 *
 * <p><b>Fairness:</b> first come, first served. Not re-entrant: {@link #lock()} by the owner fails, {@link #tryLock()} by
 * the owner is empty.
 *
 * <p><b>Figures:</b> as {@link Mutex} says: waiting is always timed, holding by the same rule.
 *
 * <p><b>Threads:</b> any thread may lock. What a holder did is visible to the next.
 *
 * @param <T> type of the value, which may be null
 */
public final class BlockingMutex<T extends @Nullable Object> {
  final BlockingCore core = new BlockingCore(new LockFigures(""));
  T value; // read and written by the holder of the lock only

  /**
   * An unlocked mutex.
   *
   * @param value what it protects, possibly null
   */
  public BlockingMutex(T value) {
    this.value = value;
  }

  /**
   * Blocks the calling thread until it has the lock. An interrupt does not end the wait; the flag stays set.
   *
   * @throws IllegalStateException when the calling thread holds the lock already
   */
  public Guard<T> lock() {
    core.lock();
    return BlockingGuard.open(this);
  }

  /** The lock if it is free and nobody waits for it. Does not wait. */
  public Optional<Guard<T>> tryLock() {
    return core.tryLock() ? Optional.of(BlockingGuard.open(this)) : Optional.empty();
  }

  /**
   * Locks, applies a function to the value, and unlocks, also if the function throws.
   *
   * @param critical runs on the calling thread, under the lock
   * @throws IllegalStateException when the calling thread holds the lock already
   */
  public <R extends @Nullable Object> R withLock(Function<? super T, ? extends R> critical) {
    Objects.requireNonNull(critical, "critical");
    try (Guard<T> guard = lock()) {
      return critical.apply(guard.get());
    }
  }

  /** The figures, a live view. From the first call on every lock is timed. */
  public MutexMetrics metrics() {
    core.figures().timeAlways();
    return core;
  }

  /** Whether it is locked, and how many threads wait. */
  @Override
  public String toString() {
    return "BlockingMutex[" + (core.locked() ? "locked, " : "free, ") + core.waiting() + " waiting]";
  }

  /**
   * The right to use the value, until it is closed. For the thread that locked, and not across an await.
   *
   * @param <T> type of the value
   */
  public interface Guard<T extends @Nullable Object> extends AutoCloseable {
    /**
     * The value.
     *
     * @throws IllegalStateException after {@link #close()}
     * @throws IllegalMonitorStateException on another thread than the one that locked
     */
    T get();

    /**
     * Replaces the value.
     *
     * @throws IllegalStateException after {@link #close()}
     * @throws IllegalMonitorStateException on another thread than the one that locked
     */
    void set(T value);

    /**
     * Unlocks. A second call does nothing.
     *
     * @throws IllegalMonitorStateException on another thread than the one that locked; the mutex stays locked
     */
    @Override
    void close();
  }
}
