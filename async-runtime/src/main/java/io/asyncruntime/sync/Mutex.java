package io.asyncruntime.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.wait.BlockingWait;
import io.asyncruntime.metrics.MutexMetrics;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A lock around a value, for which tasks wait without blocking a thread. Its guard may be held across an await.
 *
 * <pre>{@code
 * Mutex<Seats> seats = new Mutex<>(new Seats());
 *
 * try (var guard = await(seats.lock())) {
 *   guard.set(await(store.take(guard.get(), 2)));   // an await under the lock: nobody else gets in
 * }
 * }</pre>
 *
 * <p>For a short section without an await {@link BlockingMutex} is quicker. The mutex is not re-entrant: a task that locks
 * it twice waits for ever.
 *
 * <p><b>Fairness:</b> strictly first come, first served, in the order of the first poll of {@link #lock()}. Unlocking hands
 * the lock to the one that has waited longest; nobody can slip in between.
 *
 * <p><b>Cancellation:</b> dropping a waiting {@code lock()} loses its place; one that was handed the lock and had not been
 * polled since passes it on. So does one whose task's
 * {@code Deadline} has passed: it fails with {@code ElapsedException} at its next poll. There is no poisoning: a holder that throws just has to close the guard.
 *
 * <p><b>Figures:</b> waiting is counted always. Times are taken of every lock of a mutex that has a name
 * ({@link #named}), and of every lock after the first call of {@link #metrics()}; of others exactly for the first 64
 * times and then as a sample of one in 256 that stands for the rest, because two clock readings cost more than a lock.
 *
 * <p><b>Threads:</b> any thread may call any method. What a holder did is visible to the next.
 *
 * @param <T> type of the value, which may be null
 */
public final class Mutex<T extends @Nullable Object> {
  /** The longest name; it ends up in metrics, which must not grow without bound. */
  private static final int MAX_NAME_LENGTH = 256;

  final MutexCore core;
  T value; // read and written by the holder of the lock only

  /**
   * An unlocked mutex without a name.
   *
   * @param value what it protects, possibly null
   */
  public Mutex(T value) {
    this.value = value;
    core = new MutexCore(new LockFigures(""));
  }

  private Mutex(String name, T value) {
    this.value = value;
    core = new MutexCore(new LockFigures(name));
  }

  /**
   * An unlocked mutex with a name, of which every lock is timed. No runtime knows it; see
   * {@code AsyncRuntime.mutex(name, value)} for one whose figures a runtime reports.
   *
   * @param name 1 to 256 characters, not blank
   * @param value what it protects, possibly null
   * @throws IllegalArgumentException when the name is blank or too long
   */
  public static <T extends @Nullable Object> Mutex<T> named(String name, T value) {
    if (Objects.requireNonNull(name, "name").isBlank() || name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException("the name of a mutex must have 1 to " + MAX_NAME_LENGTH
          + " characters and not be blank, but was " + shown(name));
    }
    return new Mutex<>(name, value);
  }

  /**
   * Waits for the lock; costs a unit of the cooperative budget.
   *
   * @return a future of the guard that unlocks; close it, best by try-with-resources
   */
  @CheckReturnValue
  public Future<Guard<T>> lock() {
    return new LockFuture<>(this);
  }

  /** The lock if it is free, which it is not while someone waits for it. Does not wait. */
  public Optional<Guard<T>> tryLock() {
    long turn = core.tryLock();
    return turn == MutexCore.NOT_YET ? Optional.empty() : Optional.of(new MutexGuard<>(this, turn));
  }

  /**
   * Blocks the calling plain thread until it has the lock.
   *
   * @throws IllegalStateException in async code: await {@link #lock()} there
   * @throws java.util.concurrent.CompletionException around an {@link InterruptedException}, with the flag set again
   */
  public Guard<T> blockingLock() {
    return BlockingWait.await(lock(), "blockingLock()", "await lock() instead");
  }

  /**
   * Locks, applies a function to the value, and unlocks, also if the function throws.
   *
   * @param critical runs under the lock, in the poll that gets it; what it throws is the failure of the future
   * @return a future of what the function returned
   */
  @CheckReturnValue
  public <R extends @Nullable Object> Future<R> withLock(Function<? super T, ? extends R> critical) {
    Objects.requireNonNull(critical, "critical");
    return lock().map(guard -> {
      try (guard) {
        return critical.apply(guard.get());
      }
    });
  }

  /** The figures, a live view. From the first call on every lock is timed. */
  public MutexMetrics metrics() {
    core.figures().timeAlways();
    return core;
  }

  /** The name, whether it is locked, and how many wait. */
  @Override
  public String toString() {
    String name = core.name();
    return "Mutex[" + (name.isEmpty() ? "" : Names.quote(name) + ", ") + (core.locked() ? "locked, " : "free, ")
        + core.waiting() + " waiting]";
  }

  private static String shown(String name) {
    return name.length() > MAX_NAME_LENGTH ? name.length() + " characters long" : Names.quote(name);
  }

  /**
   * The right to use the value, until it is closed. It may cross awaits and threads, and be closed on any of them.
   *
   * @param <T> type of the value
   */
  public interface Guard<T extends @Nullable Object> extends AutoCloseable {
    /**
     * The value.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    T get();

    /**
     * Replaces the value.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    void set(T value);

    /** The mutex that this guard has locked. */
    Mutex<T> mutex();

    /** Unlocks. A second call does nothing. */
    @Override
    void close();
  }
}
