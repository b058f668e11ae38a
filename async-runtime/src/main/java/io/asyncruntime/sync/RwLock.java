package io.asyncruntime.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.AcquireFuture;
import io.asyncruntime.internal.wait.BlockingWait;
import io.asyncruntime.internal.wait.FairSemaphore;
import io.asyncruntime.internal.wait.FairSemaphore.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lock around a value that many may read at a time, or one may write. Guards may be held across awaits.
 *
 * <pre>{@code
 * RwLock<Config> config = new RwLock<>(Config.defaults());
 *
 * try (var guard = await(config.read())) { use(guard.get()); }
 * try (var guard = await(config.write())) { guard.set(await(load())); }
 * }</pre>
 *
 * <p>A reader takes one of {@value #MAX_READERS} permits, a writer all of them.
 *
 * <p><b>Fairness:</b> strictly first come, first served, in the order of the first poll. So a reader behind a waiting writer
 * waits too, and a task that reads, while a writer has queued up reads again, and keeps its first guard, waits for ever.
 *
 * <p><b>Cancellation:</b> dropping a waiting {@code read()} or {@code write()} loses its place; what it had collected goes to
 * those behind it. So does that of one whose task's {@code Deadline} has passed: it fails with {@code ElapsedException} at its next
 * poll.
 *
 * <p><b>Threads:</b> any thread may call any method. What a writer did is visible to whoever locks next.
 *
 * @param <T> type of the value, which may be null
 */
public final class RwLock<T extends @Nullable Object> {
  /** How many can read at a time. */
  public static final int MAX_READERS = Integer.MAX_VALUE >> 2;

  private final int maxReaders;
  private final FairSemaphore permits;
  private T value; // written by the writer that holds all permits

  /**
   * An unlocked lock.
   *
   * @param value what it protects, possibly null
   */
  public RwLock(T value) {
    this(value, MAX_READERS);
  }

  /**
   * An unlocked lock that lets only so many read at a time; the others wait.
   *
   * @param value what it protects, possibly null
   * @param maxReaders 1 to {@link #MAX_READERS}
   * @throws IllegalArgumentException when {@code maxReaders} is out of range
   */
  public RwLock(T value, int maxReaders) {
    if (maxReaders < 1 || maxReaders > MAX_READERS) {
      throw new IllegalArgumentException("maxReaders must be 1 to " + MAX_READERS + ", but was " + maxReaders);
    }
    this.value = value;
    this.maxReaders = maxReaders;
    this.permits = new FairSemaphore(maxReaders);
  }

  /** Waits until nobody writes, nor was waiting to write before; costs a unit of the cooperative budget. */
  @CheckReturnValue
  public Future<ReadGuard<T>> read() {
    return new Read<>(this);
  }

  /** Waits until nobody reads or writes; costs a unit of the cooperative budget. */
  @CheckReturnValue
  public Future<WriteGuard<T>> write() {
    return new Write<>(this);
  }

  /** The right to read if it is to be had at once: nobody writes, and nobody waits. */
  public Optional<ReadGuard<T>> tryRead() {
    return permits.tryAcquire(1) == Verdict.GRANTED ? Optional.of(new ReadGuard<>(this)) : Optional.empty();
  }

  /** The right to write if it is to be had at once: nobody reads or writes, and nobody waits. */
  public Optional<WriteGuard<T>> tryWrite() {
    return permits.tryAcquire(maxReaders) == Verdict.GRANTED ? Optional.of(new WriteGuard<>(this)) : Optional.empty();
  }

  /**
   * As {@link #read()}, blocking the calling plain thread.
   *
   * @throws IllegalStateException in async code: await {@link #read()} there
   * @throws java.util.concurrent.CompletionException around an {@link InterruptedException}, with the flag set again
   */
  public ReadGuard<T> blockingRead() {
    return BlockingWait.await(read(), "blockingRead()", "await read() instead");
  }

  /** As {@link #write()}, blocking the calling plain thread; errors as of {@link #blockingRead()}. */
  public WriteGuard<T> blockingWrite() {
    return BlockingWait.await(write(), "blockingWrite()", "await write() instead");
  }

  /** Who has it. */
  @Override
  public String toString() {
    int free = permits.available();
    return "RwLock[" + (free == maxReaders ? "free" : free == 0 ? "written or waited for" : "read") + "]";
  }

  /**
   * The right to read, until it is closed. It may cross awaits and threads, and be closed on any of them.
   *
   * @param <T> type of the value
   */
  public static final class ReadGuard<T extends @Nullable Object> extends OneUse implements AutoCloseable {
    private final RwLock<T> lock;

    private ReadGuard(RwLock<T> lock) {
      this.lock = lock;
    }

    /**
     * The value.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public T get() {
      requireOpen(this);
      return lock.value;
    }

    /** Unlocks. A second call does nothing. */
    @Override
    public void close() {
      if (use()) {
        lock.permits.release(1);
      }
    }
  }

  /**
   * The right to read and write, until it is closed or downgraded. It may cross awaits and threads, and be closed on any of
   * them.
   *
   * @param <T> type of the value
   */
  public static final class WriteGuard<T extends @Nullable Object> extends OneUse implements AutoCloseable {
    private final RwLock<T> lock;

    private WriteGuard(RwLock<T> lock) {
      this.lock = lock;
    }

    /**
     * The value.
     *
     * @throws IllegalStateException after {@link #close()} or {@link #downgrade()}
     */
    public T get() {
      requireOpen(this);
      return lock.value;
    }

    /**
     * Replaces the value.
     *
     * @throws IllegalStateException after {@link #close()} or {@link #downgrade()}
     */
    public void set(T value) {
      requireOpen(this);
      lock.value = value;
    }

    /**
     * Goes on as a reader, and lets other readers in; no writer gets in between. Uses this guard up.
     *
     * @throws IllegalStateException after {@link #close()} or {@code downgrade()}
     */
    public ReadGuard<T> downgrade() {
      if (!use()) { throw usedUp(); }
      lock.permits.release(lock.maxReaders - 1);
      return new ReadGuard<>(lock);
    }

    /** Unlocks. Does nothing after {@code close()} or {@link #downgrade()}. */
    @Override
    public void close() {
      if (use()) {
        lock.permits.release(lock.maxReaders);
      }
    }
  }

  private static void requireOpen(OneUse guard) {
    if (guard.isUsed()) { throw usedUp(); }
  }

  private static IllegalStateException usedUp() {
    return new IllegalStateException("this guard was closed or downgraded: lock again to use the value");
  }

  private static final class Read<T extends @Nullable Object> extends AcquireFuture<ReadGuard<T>> {
    private final RwLock<T> lock;

    Read(RwLock<T> lock) {
      this.lock = lock;
    }

    @Override
    protected FairSemaphore semaphore() {
      return lock.permits;
    }

    @Override
    protected int permits() {
      return 1;
    }

    @Override
    protected Poll<ReadGuard<T>> granted() {
      return Poll.ready(new ReadGuard<>(lock));
    }

    @Override
    protected String describe() {
      return "RwLock.read()";
    }
  }

  private static final class Write<T extends @Nullable Object> extends AcquireFuture<WriteGuard<T>> {
    private final RwLock<T> lock;

    Write(RwLock<T> lock) {
      this.lock = lock;
    }

    @Override
    protected FairSemaphore semaphore() {
      return lock.permits;
    }

    @Override
    protected int permits() {
      return lock.maxReaders;
    }

    @Override
    protected Poll<WriteGuard<T>> granted() {
      return Poll.ready(new WriteGuard<>(lock));
    }

    @Override
    protected String describe() {
      return "RwLock.write()";
    }
  }
}
