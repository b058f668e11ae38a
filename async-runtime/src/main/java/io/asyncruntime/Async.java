package io.asyncruntime;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Action;
import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.coroutine.AsyncBlock;
import io.asyncruntime.internal.coroutine.AsyncBlocks;
import io.asyncruntime.internal.scheduler.multithread.BlockInPlace;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.wait.ConsumeBudget;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.Cooperative;
import io.asyncruntime.internal.wait.Unconstrained;
import io.asyncruntime.internal.wait.YieldNow;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.LocalSet;
import io.asyncruntime.time.Deadline;
import io.asyncruntime.time.Interval;
import io.asyncruntime.time.RuntimeInstant;
import io.asyncruntime.time.Sleep;
import io.asyncruntime.time.Timeout;
import io.asyncruntime.time.Uncancellable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What code inside a runtime calls; meant for {@code import static io.asyncruntime.Async.*}.
 *
 * <p>The methods that need a runtime (the spawn family) use the {@linkplain AsyncRuntime#current() current one} and are an
 * {@link IllegalStateException} where there is none.
 *
 * <pre>{@code
 * JoinHandle<Page> page = spawn(() -> await(timeout(Duration.ofSeconds(2), fetch(url))));
 * await(yieldNow());
 * }</pre>
 */
public final class Async {
  private Async() {}

  // ---- direct style ----

  /**
   * An async block: a lazy future whose body may {@link #await}. Nothing runs before the first poll; the body runs only while the
   * block is polled. When the block is dropped while it waits, the body goes on with a
   * {@link io.asyncruntime.task.CancelledError} at that await.
   *
   * @param body what it does; returning a {@link Future} other than a {@link JoinHandle} is a failure, since nobody would poll it
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> async(Callable<T> body) {
    return AsyncBlocks.of(Objects.requireNonNull(body, "asyncBlock"));
  }

  /** An async block without a result. As {@link #async(Callable)}. */
  @CheckReturnValue
  public static Future<Void> async(Action body) {
    return AsyncBlocks.of(Objects.requireNonNull(body, "asyncBlock").asCallable());
  }

  /**
   * An async block of code that was not written for one, such as a request of a web server: as {@link #async(Callable)}, and what would
   * block a plain thread until a future of this library is ready ({@link JoinHandle#join()}, {@link AsyncRuntime#blockOn(Future)} of the
   * runtime that polls the block, the {@code blocking...} methods) awaits in its place instead of being refused. In blocks inside of it
   * that are not of this kind it is refused as ever.
   *
   * <pre>{@code
   * JoinHandle<Integer> sum = runtime.spawn(plainAsync(() -> runtime.spawn(() -> 42).join()));
   * }</pre>
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> plainAsync(Callable<T> body) {
    return AsyncBlocks.ofPlainCode(Objects.requireNonNull(body, "asyncBlock"));
  }

  /**
   * The value of {@code future}; suspends the enclosing async block until it is there. On an ordinary virtual thread outside async
   * code it parks that thread.
   *
   * @throws java.util.concurrent.CompletionException around a checked failure; an unchecked one is thrown unchanged
   * @throws IllegalStateException where nothing can be suspended: in a {@code Future.poll}, on a plain thread
   * @throws io.asyncruntime.task.CancelledError when the block is dropped
   */
  public static <T extends @Nullable Object> T await(Future<T> future) {
    AsyncBlock<?> block = AsyncBlocks.enclosing();
    return block != null ? block.await(future) : AsyncBlocks.awaitOutside(future);
  }

  /** As {@link #await(Future)} of {@link Future#from}. */
  public static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
    return await(Future.from(stage));
  }

  /**
   * Gives the task whose code calls this another name, in dumps, reports and endpoints from now on: for one that learns only on its way
   * what it is about. Outside of a task, and in one that was spawned without a name, nothing happens.
   */
  public static void nameTask(String name) {
    Objects.requireNonNull(name, "name");
    if (Ambient.current().task() instanceof Task<?> task) task.rename(name);
  }

  // ---- the spawn family of the current runtime ----

  /**
   * Whether {@link #await(Future)} here suspends the calling code: in an async block, and in what it calls. False on every other thread,
   * in {@code blockInPlace} and in a blocking job, where {@code runtime.blockOn} waits. For code that is called from both.
   */
  public static boolean canAwait() {
    return AsyncBlocks.enclosing() != null;
  }

  /** As {@link AsyncRuntime#spawn(Future)}. */
  public static <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future) {
    Objects.requireNonNull(future, "future");
    return AsyncRuntime.current().spawn(future);
  }

  /** As {@link AsyncRuntime#spawn(Callable)}. */
  public static <T extends @Nullable Object> JoinHandle<T> spawn(Callable<T> asyncBlock) {
    return spawn(async(asyncBlock));
  }

  /** As {@link AsyncRuntime#spawn(Action)}. */
  public static JoinHandle<Void> spawn(Action asyncBlock) {
    return spawn(async(asyncBlock));
  }

  /** As {@link AsyncRuntime#spawn(String, Future)}. */
  public static <T extends @Nullable Object> JoinHandle<T> spawn(String name, Future<T> future) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(future, "future");
    return AsyncRuntime.current().spawn(name, future);
  }

  /** As {@link AsyncRuntime#spawn(String, Callable)}. */
  public static <T extends @Nullable Object> JoinHandle<T> spawn(String name, Callable<T> asyncBlock) {
    return spawn(name, async(asyncBlock));
  }

  /** As {@link AsyncRuntime#spawn(String, Action)}. */
  public static JoinHandle<Void> spawn(String name, Action asyncBlock) {
    return spawn(name, async(asyncBlock));
  }

  /** As {@link AsyncRuntime#spawnBlocking(Callable)}. */
  public static <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> work) {
    Objects.requireNonNull(work, "work");
    return AsyncRuntime.current().spawnBlocking(work);
  }

  /** As {@link AsyncRuntime#spawnBlocking(Action)}. */
  public static JoinHandle<Void> spawnBlocking(Action work) {
    return spawnBlocking(Objects.requireNonNull(work, "work").asCallable());
  }

  /** As {@link AsyncRuntime#spawnBlocking(String, Callable)}. */
  public static <T extends @Nullable Object> JoinHandle<T> spawnBlocking(String name, Callable<T> work) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(work, "work");
    return AsyncRuntime.current().spawnBlocking(name, work);
  }

  /** As {@link AsyncRuntime#spawnBlocking(String, Action)}. */
  public static JoinHandle<Void> spawnBlocking(String name, Action work) {
    return spawnBlocking(name, Objects.requireNonNull(work, "work").asCallable());
  }

  /** Queues {@code future} as a task of the {@link LocalSet} that the calling code runs in or has entered. */
  public static <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future) {
    Objects.requireNonNull(future, "future");
    return localSet().spawnLocal(future);
  }

  /** As {@link #spawnLocal(Future)}, an async block. */
  public static <T extends @Nullable Object> JoinHandle<T> spawnLocal(Callable<T> asyncBlock) {
    return spawnLocal(async(asyncBlock));
  }

  /** As {@link #spawnLocal(Future)}, an async block without a result. */
  public static JoinHandle<Void> spawnLocal(Action asyncBlock) {
    return spawnLocal(async(asyncBlock));
  }

  /** As {@link #spawnLocal(Future)}, under a name. */
  public static <T extends @Nullable Object> JoinHandle<T> spawnLocal(String name, Future<T> future) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(future, "future");
    return localSet().spawnLocal(name, future);
  }

  /** As {@link #spawnLocal(Callable)}, under a name. */
  public static <T extends @Nullable Object> JoinHandle<T> spawnLocal(String name, Callable<T> asyncBlock) {
    return spawnLocal(name, async(asyncBlock));
  }

  /** As {@link #spawnLocal(Action)}, under a name. */
  public static JoinHandle<Void> spawnLocal(String name, Action asyncBlock) {
    return spawnLocal(name, async(asyncBlock));
  }

  private static LocalSet localSet() {
    if (Ambient.current().localSet instanceof LocalSet set) { return set; }
    throw new IllegalStateException(
        "spawnLocal needs a LocalSet: call it inside runtime.blockOn(set.runUntil(future)),"
            + " within set.enter(), or on the set itself");
  }

  /**
   * Runs blocking {@code work} on this thread, while another thread is the worker: at once if tasks are queued there, else from
   * when there is something to do, so that work that is over before that wakes no thread. The rest of the same task stands still
   * meanwhile. Nested calls cost nothing; outside a runtime it just runs {@code work}. Where the system gives no other thread, {@code
   * work} runs all the same, what is queued waits for the other workers, and the log says so.
   *
   * @throws java.util.concurrent.CompletionException around a checked failure
   * @throws IllegalStateException on a current-thread runtime and in a {@code LocalSet}: use {@code spawnBlocking} there
   */
  public static <T extends @Nullable Object> T blockInPlace(Callable<T> work) {
    return BlockInPlace.run(Objects.requireNonNull(work, "work"));
  }

  /** As {@link #blockInPlace(Callable)}, without a result. */
  public static void blockInPlace(Action work) {
    blockInPlace(Objects.requireNonNull(work, "work").asCallable());
  }

  // ---- giving way ----

  /** Pending once: other ready tasks get their turn, and timers are looked at. */
  @CheckReturnValue
  public static Future<Void> yieldNow() {
    return new YieldNow();
  }

  /** {@code future}, exempt from the cooperative budget: it is never made to yield, so it must do so by itself. */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> unconstrained(Future<T> future) {
    return new Unconstrained<>(future);
  }

  /** Takes one unit of the task's cooperative budget; yields when there is none left. For loops that await nothing else. */
  @CheckReturnValue
  public static Future<Void> consumeBudget() {
    return new ConsumeBudget();
  }

  /** Whether the running task may go on: once this is false, what costs a unit of the budget will be Pending. */
  public static boolean hasBudgetRemaining() {
    return Coop.hasBudgetLeft();
  }

  /**
   * {@code future}, which knows nothing of the cooperative budget, at the cost of one unit when it completes: so a loop over such
   * futures gives way too.
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> cooperative(Future<T> future) {
    return new Cooperative<>(future);
  }

  // ---- time ----

  /**
   * Ready after {@code d}: in milliseconds, rounded up, never early. Counts from now where a runtime is current, else from the
   * first poll.
   */
  @CheckReturnValue
  public static Sleep sleep(Duration d) {
    return Sleep.of(d);
  }

  /** Ready at {@code deadline} of the runtime's clock. */
  @CheckReturnValue
  public static Sleep sleepUntil(RuntimeInstant deadline) {
    return Sleep.until(deadline);
  }

  /**
   * {@code future}, unless it takes longer than {@code d}: then it is dropped, and the result is an
   * {@link io.asyncruntime.time.ElapsedException}. A future that is ready wins even if the time is up.
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> timeout(Duration d, Future<T> future) {
    return Timeout.of(d, future);
  }

  /** As {@link #timeout}, until {@code deadline} of the runtime's clock. */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> timeoutAt(RuntimeInstant deadline, Future<T> future) {
    return Timeout.at(deadline, future);
  }

  /**
   * {@code future}, with a {@link io.asyncruntime.time.Deadline} {@code d} from now, unless the one around it is earlier. It is inherited
   * by what the future spawns and by its blocking jobs. What runs then goes on, but what would begin after it (a blocking job, a lock, a
   * place in a lane) fails with an {@link io.asyncruntime.time.ElapsedException}; {@link #timeout} drops the future as well.
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> withDeadline(Duration d, Future<T> future) {
    return Deadline.within(d, future);
  }

  /** As {@link #withDeadline(Duration, Future)}, at {@code deadline} of the runtime's clock. */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> withDeadline(RuntimeInstant deadline, Future<T> future) {
    return Deadline.at(deadline, future);
  }

  /** {@code future}, without the deadline around it: {@code spawn(withoutDeadline(future))} is a task that does not inherit it. */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> withoutDeadline(Future<T> future) {
    return Deadline.none(future);
  }

  /**
   * {@code future} as a section that, once begun, is finished: an abort of the task, a {@link #timeout} around it and the shutdown of
   * the runtime wait for its end, for 30 seconds at the most, and take effect then.
   *
   * @see Uncancellable
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> uncancellable(Future<T> future) {
    return Uncancellable.of(Uncancellable.DEFAULT_LIMIT, future);
  }

  /** As {@link #uncancellable(Future)}; a cancellation waits for {@code limit} at the most. */
  @CheckReturnValue
  public static <T extends @Nullable Object> Future<T> uncancellable(Duration limit, Future<T> future) {
    return Uncancellable.of(limit, future);
  }

  /** Ticks at {@code start}, which may be past, and then every {@code period}, which must be longer than zero. */
  @CheckReturnValue
  public static Interval intervalAt(RuntimeInstant start, Duration period) {
    return Interval.startingAt(start, period);
  }

  /** Ticks now and then every {@code period}, which must be longer than zero. */
  @CheckReturnValue
  public static Interval interval(Duration period) {
    return Interval.of(period);
  }
}
