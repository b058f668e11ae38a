package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.join.Traceable;
import io.asyncruntime.internal.util.Failures;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.wait.HeldGuards;
import io.asyncruntime.task.CancelledError;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * An async block: a future whose body runs while it is polled, and stops where it awaits something that is not ready.
 *
 * <pre>
 *   NEW       -> RUNNING     poller: first poll; chooses the engine
 *   RUNNING   -> SUSPENDED   poller: the body awaits
 *   RUNNING   -> BLOCKED     poller: the body is stuck in a blocking call, and its engine frees the poller meanwhile
 *   SUSPENDED, BLOCKED -> RUNNING   poller: next poll
 *   RUNNING   -> COMPLETED   poller: the body returned or threw
 *   NEW       -> DROPPED     owner: drop(); the body never runs
 *   SUSPENDED -> UNWINDING   owner: drop(); the body goes on with CancelledError, all its finally blocks run
 *   BLOCKED   -> UNWINDING   owner: likewise, and the blocking call is interrupted
 *   UNWINDING -> DROPPED     owner: the body has ended, or has been cut off
 * </pre>
 *
 * <p>Plain fields. Poller and owner take turns as {@link Future} says, and the body runs only inside their calls: the
 * {@link Coroutine} orders both. Only {@link #stack()} and {@link #waitingOn()} look on from outside, and may see old values.
 *
 * @param <T> type of the value
 */
public final class AsyncBlock<T extends @Nullable Object> implements Future<T>, Traceable, Runnable {
  /** Wake-ups are of no use to a body that only unwinds. */
  private static final Context NOBODY = Waker::noop;

  private enum Life {
    NEW, RUNNING, SUSPENDED, BLOCKED, UNWINDING, COMPLETED, DROPPED
  }

  private Life life = Life.NEW;

  /** The class of the body's code. */
  private final Class<?> author;

  /** Until the body has ended. */
  private @Nullable BlockBody<T> body;

  /** From the first poll until the body has ended. */
  private @Nullable Coroutine coroutine;

  /** Of the poll that runs, or ran last. */
  private Context cx = NOBODY;

  /** The body is in a poll or a drop of what it awaits, where another await is misuse. Written by the body. */
  private boolean polling;

  /** What the body waits for, while it is suspended. */
  private @Nullable Future<?> awaited;

  private AmbientLoan.@Nullable Installed installed;

  /** What the runtime of the first poll wants. */
  private CoroutineEngine.Blocking blocking = CoroutineEngine.Blocking.BLOCK_POLLER;

  AsyncBlock(Callable<T> body) {
    this.body = new BlockBody<>(body);
    this.author = Names.author(body);
  }

  /**
   * Runs the body until it ends or awaits something that is not ready.
   *
   * @throws Exception what the body threw, unchanged
   * @throws IllegalStateException when the block has completed or was dropped before, or is being polled
   */
  @Override
  public Poll<T> poll(Context context) throws Exception {
    BlockBody<T> running = body;
    if (running == null || life == Life.RUNNING || life == Life.UNWINDING) { throw misuse("polled"); }
    Ambient place = Ambient.current();
    life = Life.RUNNING;
    if (cx != context) {
      cx = context;
    }
    Coroutine ours = coroutine != null ? coroutine : prepare(place, running);
    switch (resume(ours, place, blocking, context.waker())) {
      case AWAITING -> life = Life.SUSPENDED;
      case BLOCKED -> life = Life.BLOCKED;
      case DONE -> {
        return running.result();
      }
    }
    return Poll.pending();
  }

  /** What goes wrong here is the end of the block. */
  private Coroutine prepare(Ambient place, BlockBody<T> running) {
    try {
      return create(place, running);
    } catch (Throwable failure) {
      complete();
      throw failure;
    }
  }

  private Coroutine create(Ambient place, BlockBody<T> running) {
    CoroutineHost host = place.runtime instanceof CoroutineHost runtime ? runtime : null;
    if (host != null) {
      running.carryContext(host.contextPropagator());
    }
    CoroutineEngine engine = host != null ? host.engine() : CoroutineEngines.select(CoroutineEngines.Choice.AUTO);
    Coroutine made = engine.create(this);
    blocking = host != null ? host.blockingMode(place) : CoroutineEngine.Blocking.BLOCK_POLLER;
    coroutine = made;
    return made;
  }

  /** Lends the body the poller's place for as long as it runs. The block has completed unless the caller says otherwise. */
  private Coroutine.Step resume(Coroutine ours, Ambient place, CoroutineEngine.Blocking ifBlocked, Waker onUnblocked) {
    AmbientLoan loan = new AmbientLoan(place, this, installed);
    Coroutine.Step step = Coroutine.Step.DONE;
    try {
      step = ours.resume(place, ifBlocked, onUnblocked);
    } finally {
      installed = loan.end(step);
      if (step == Coroutine.Step.DONE) {
        complete();
      }
    }
    return step;
  }

  private void complete() {
    life = Life.COMPLETED;
    cx = NOBODY;
    coroutine = null;
    body = null;
  }

  /** The body, on its own thread. For the engine. */
  @Override
  public void run() {
    BlockBody<T> running = body;
    if (running != null) {
      running.run();
      running.endWith(Ambient.current());
    }
  }

  /**
   * Gives the block up. A body that never started never runs; one that is suspended goes on with {@link CancelledError} and
   * has ended, or has been cut off, when this returns; where it blocks in a call of the JDK, that is interrupted and waited
   * for. What its {@code finally} blocks throw is thrown here.
   *
   * @throws IllegalStateException inside the block's own poll
   */
  @Override
  public void drop() {
    switch (life) {
      case NEW -> {
        life = Life.DROPPED;
        body = null;
      }
      case SUSPENDED -> unwind();
      case BLOCKED -> {
        interruptBody();
        unwind();
      }
      case RUNNING, UNWINDING -> throw misuse("dropped");
      case COMPLETED, DROPPED -> {
        // nothing is left to give up
      }
    }
  }

  private void interruptBody() {
    if (coroutine != null) {
      coroutine.interrupt();
    }
  }

  private void unwind() {
    BlockBody<T> running = body;
    Coroutine ours = coroutine;
    if (running == null || ours == null) { return; }
    life = Life.UNWINDING;
    cx = NOBODY;
    Ambient place = Ambient.current();
    int budget = place.budget;
    place.budget = Ambient.UNCONSTRAINED; // an await that is ready must work
    try {
      if (resume(ours, place, CoroutineEngine.Blocking.BLOCK_POLLER, Waker.noop()) != Coroutine.Step.DONE) {
        Cutoff.report(running, ours.stackTrace());
        complete();
      }
    } finally {
      place.budget = budget;
      life = Life.DROPPED;
    }
    running.throwCleanupFailure();
  }

  /** The body, or code that it calls. Whether an await is one of this block. */
  boolean mayAwait() {
    return !polling;
  }

  /**
   * {@code await} in the body of this block.
   */
  <V extends @Nullable Object> V await(Future<V> future) {
    Poll<V> answer = pollInside(future);
    while (!answer.isReady()) {
      suspendOn(future);
      answer = pollInside(future);
    }
    return answer.value();
  }

  /** The body polls. While it does, it is a poll like any other: an await in there is none of this block. */
  private <V extends @Nullable Object> Poll<V> pollInside(Future<V> future) {
    polling = true;
    try {
      return future.poll(cx);
    } catch (Throwable failure) {
      throw Failures.unchecked(failure);
    } finally {
      polling = false;
    }
  }

  /** {@link AsyncBlocks#inPlace} in the body of this block. */
  <V extends @Nullable Object> V inPlace(Callable<V> work) throws Exception {
    Coroutine ours = coroutine;
    if (ours == null) { return work.call(); }
    boolean before = ours.stayInPlace(true);
    try {
      return work.call();
    } finally {
      ours.stayInPlace(before);
    }
  }

  /** Stops the body until the next poll. It gives up {@code future} if there will be none. */
  private void suspendOn(Future<?> future) {
    BlockBody<T> running = body;
    Coroutine ours = coroutine;
    if (running == null || ours == null) {
      throw new IllegalStateException("await after the end of the async block: another thread still runs its body");
    }
    if (life != Life.UNWINDING) {
      leave(future, running, ours);
    }
    if (life == Life.UNWINDING) {
      giveUp(future, running);
      throw running.cancelAgain(ours);
    }
  }

  /** Gives control to the poller until its next poll. */
  private void leave(Future<?> future, BlockBody<T> running, Coroutine ours) {
    try {
      HeldGuards.checkSuspension(Ambient.current(), null, "an async block");
      awaited = future;
      ours.suspend();
    } catch (IllegalStateException cannotLeave) {
      giveUp(future, running);
      throw cannotLeave;
    } finally {
      awaited = null;
    }
  }

  private void giveUp(Future<?> future, BlockBody<T> running) {
    polling = true;
    try {
      future.drop();
    } catch (Throwable failure) {
      running.dropFailed(failure);
    } finally {
      polling = false;
    }
  }

  private IllegalStateException misuse(String what) {
    return new IllegalStateException(switch (life) {
      case DROPPED -> "an async block was " + what + " after drop(): give it up only when it is no longer needed,"
          + " and use borrow() for one that has to outlive a select or a timeout";
      case COMPLETED -> "an async block was " + what + " after completion: a future gives its result once,"
          + " so keep the value, or make a new block for another round";
      default -> "an async block was " + what + " while it runs, by its own body or by a second thread:"
          + " one owner at a time may poll or drop it; spawn it as a task and share the JoinHandle";
    });
  }

  /** The frames of the body itself, as they are. Any thread. */
  StackTraceElement[] ownStack() {
    Coroutine ours = coroutine;
    return ours == null ? new StackTraceElement[0] : ours.stackTrace();
  }

  @Override
  public List<String> stack() {
    return BlockTrace.stack(coroutine, awaited);
  }

  @Override
  public String waitingOn() {
    return BlockTrace.describe(awaited);
  }

  @Override
  public String origin() {
    return Names.ofClass(author);
  }

  @Override
  public String toString() {
    Future<?> target = awaited;
    return "async block" + (target == null ? "" : " awaiting " + BlockTrace.describe(target));
  }
}
