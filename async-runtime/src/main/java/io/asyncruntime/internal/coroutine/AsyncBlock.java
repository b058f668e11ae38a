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
import io.asyncruntime.internal.wait.PlainCode;
import io.asyncruntime.task.CancelledError;
import java.util.List;
import java.util.Objects;
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
 *   NEW       -> ELSEWHERE   poller: first poll, and the body will have a thread of its own: a {@link StandIn} goes on from here
 *   NEW       -> DROPPED     owner: drop(); the body never runs
 *   SUSPENDED -> UNWINDING   owner: drop(); the body goes on with CancelledError, all its finally blocks run
 *   BLOCKED   -> UNWINDING   owner: likewise, and the blocking call is interrupted
 *   SUSPENDED -> UNWINDING   the thread that tells of forgotten ones: likewise without an owner, only inside a stand-in
 *   UNWINDING -> DROPPED     owner: the body has ended, or has been cut off
 * </pre>
 *
 * <p>Plain fields. Poller and owner take turns as {@link Future} says, and the body runs only inside their calls: the
 * {@link Coroutine} orders both. Only {@link #stack()} and {@link #waitingOn()} look on from outside, and may see old values.
 *
 * @param <T> type of the value
 */
public final class AsyncBlock<
    T extends @Nullable Object> extends BlockBody<T> implements Future<T>, Traceable, PlainCode {
  /** Wake-ups are of no use to a body that only unwinds. */
  private static final Context NOBODY = Waker::noop;

  private enum Life {
    NEW, ELSEWHERE, RUNNING, SUSPENDED, BLOCKED, UNWINDING, COMPLETED, DROPPED
  }

  private Life life = Life.NEW;

  /** From the first poll until the body has ended. */
  private @Nullable Coroutine coroutine;

  /** Of the poll that runs, or ran last. */
  private Context cx = NOBODY;

  /** The body is in a poll or a drop of what it awaits, where another await is misuse. Written by the body. */
  private boolean polling;

  /** What the body waits for, while it is suspended. */
  private @Nullable Future<?> awaited;

  private AmbientLoan.@Nullable Installed installed;

  /** Whether a body that blocks frees its poller, as far as its engine can: what the runtime of the first poll wants. */
  private boolean freesPoller;

  /** Whether the body was written for a plain thread. */
  private final boolean plain;

  AsyncBlock(Callable<T> code, boolean plain) {
    super(code);
    this.plain = plain;
  }

  private AsyncBlock(AsyncBlock<T> visible) {
    super(visible);
    this.plain = visible.plain;
  }

  /**
   * Runs the body until it ends or awaits something that is not ready.
   *
   * @throws Exception what the body threw, unchanged
   * @throws IllegalStateException when the block has completed or was dropped before, or is being polled
   */
  @Override
  public Poll<T> poll(Context context) throws Exception {
    if (!mayBePolled()) { return pollElsewhere(context); }
    Ambient place = Ambient.current();
    life = Life.RUNNING;
    if (cx != context) {
      cx = context;
    }
    Coroutine ours = coroutine != null ? coroutine : prepare(place);
    if (ours == null) { return pollElsewhere(context); }
    switch (resume(ours, place, blocking(), context.waker())) {
      case AWAITING -> life = Life.SUSPENDED;
      case BLOCKED -> life = Life.BLOCKED;
      case DONE -> {
        return takeResult();
      }
    }
    return Poll.pending();
  }

  /** The owner, after a poll or a drop. Whether there is nothing to unwind any more. */
  boolean hasEnded() {
    return life == Life.COMPLETED || life == Life.DROPPED;
  }

  private boolean mayBePolled() {
    return switch (life) {
      case NEW, SUSPENDED, BLOCKED -> true;
      case ELSEWHERE, RUNNING, UNWINDING, COMPLETED, DROPPED -> false;
    };
  }

  private Poll<T> pollElsewhere(Context context) throws Exception {
    StandIn<T> standIn = standIn();
    if (standIn == null) { throw misuse("polled"); }
    return standIn.poll(this, context);
  }

  private CoroutineEngine.Blocking blocking() {
    return freesPoller ? CoroutineEngine.Blocking.UNMOUNT : CoroutineEngine.Blocking.BLOCK_POLLER;
  }

  /** Null when a stand-in does the rest. What goes wrong here is the end of the block. */
  private @Nullable Coroutine prepare(Ambient place) {
    try {
      return create(place);
    } catch (Throwable failure) {
      complete();
      throw failure;
    }
  }

  private @Nullable Coroutine create(Ambient place) {
    CoroutineHost host = place.runtime instanceof CoroutineHost runtime ? runtime : null;
    if (host != null) {
      carryContext(host.contextPropagator());
    }
    CoroutineEngine engine = host != null ? host.engine() : CoroutineEngines.select(CoroutineEngines.Choice.AUTO);
    AsyncBlock<T> runs = engine.keepsThreads() ? goElsewhere() : this;
    runs.coroutine = engine.create(runs);
    runs.freesPoller = host != null && host.blockingMode(place) == CoroutineEngine.Blocking.UNMOUNT;
    return coroutine;
  }

  /**
   * Hands all over to another block, which nobody but this one knows: the thread of a suspended body leads to its block, and whoever has
   * forgotten this one must not be kept from being noticed by that.
   */
  private AsyncBlock<T> goElsewhere() {
    AsyncBlock<T> inner = new AsyncBlock<>(this);
    standIn(new StandIn<>(this, inner));
    life = Life.ELSEWHERE;
    cx = NOBODY;
    return inner;
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

  @Override
  void ending() {
    Coroutine ours = coroutine;
    if (ours != null) {
      ours.ending();
    }
  }

  private void complete() {
    life = Life.COMPLETED;
    cx = NOBODY;
    coroutine = null;
    forgetCode();
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
        forgetCode();
      }
      case ELSEWHERE -> dropElsewhere();
      case SUSPENDED -> unwind();
      case BLOCKED -> {
        interruptBody();
        interrupted();
        unwind();
      }
      case RUNNING, UNWINDING -> throw misuse("dropped");
      case COMPLETED, DROPPED -> {
        // nothing is left to give up
      }
    }
  }

  private void dropElsewhere() {
    StandIn<T> standIn = standIn();
    if (standIn != null) {
      standIn.drop(this);
    }
  }

  private void interruptBody() {
    if (coroutine != null) {
      coroutine.interrupt();
    }
  }

  private void unwind() {
    Coroutine ours = coroutine;
    if (ours == null) { return; }
    life = Life.UNWINDING;
    cx = NOBODY;
    Ambient place = Ambient.current();
    int budget = place.budget;
    place.budget = Ambient.UNCONSTRAINED; // an await that is ready must work
    try {
      if (resume(ours, place, CoroutineEngine.Blocking.BLOCK_POLLER, Waker.noop()) != Coroutine.Step.DONE) {
        Cutoff.report(origin(), ours.stackTrace());
        complete();
      }
    } finally {
      place.budget = budget;
      life = Life.DROPPED;
    }
    throwCleanupFailure();
  }

  /**
   * Nobody can poll or drop this block any more: its body goes on with {@link CancelledError}, on its own thread and without the
   * runtime, which may have ended. The thread that tells of forgotten objects; it does not wait.
   */
  void unwindAlone() {
    Coroutine ours = coroutine;
    if (life != Life.SUSPENDED || ours == null) { return; }
    ForgottenBody companion = new ForgottenBody(this, ours.stackTrace());
    life = Life.UNWINDING;
    cx = NOBODY;
    forgotten();
    Ambient place = new Ambient();
    place.budget = Ambient.UNCONSTRAINED;
    AmbientLoan.forEver(place, this, installed);
    installed = null;
    ours.goOnAlone(place, companion);
  }

  /** The body, or code that it calls. Whether an await is one of this block. */
  boolean mayAwait() {
    return !polling;
  }

  @Override
  public boolean awaitsInPlace() { return plain && !polling; }

  /**
   * The value of {@code future}; the body is suspended until it is there. The body of this block only, where
   * {@link AsyncBlocks#enclosing()} has given it.
   *
   * <p>Of ours, this frame and the coroutine's are all that a suspended body has above its own, and that few calls deep are
   * mostly compiled into one frame: the stack of a suspended body lies in the heap. What there is to do before and after the
   * body stops has come back by then.
   *
   * @throws java.util.concurrent.CompletionException around a checked failure of the future; an unchecked one, or an error, is
   *     thrown as it is
   * @throws CancelledError when the block is dropped while it waits here
   * @throws IllegalStateException when the body cannot leave its thread now
   */
  @Override
  public <V extends @Nullable Object> V await(Future<V> future) {
    Poll<V> answer = pollInside(Objects.requireNonNull(future, "future"));
    while (!answer.isReady()) {
      goOn(future, aboutToStop(future).suspend());
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

  /** What stops the body until the next poll. It gives up {@code future} if there will be none. */
  private Coroutine aboutToStop(Future<?> future) {
    Coroutine ours = coroutine;
    if (ours == null) {
      throw new IllegalStateException("await after the end of the async block: another thread still runs its body");
    }
    throwIfUnwinding(future, ours);
    try {
      HeldGuards.checkSuspension(Ambient.current(), null, "an async block");
    } catch (IllegalStateException stillLocked) {
      giveUp(future);
      throw stillLocked;
    }
    awaited = future;
    return ours;
  }

  /** The body, after it was to stop: {@code stopped} tells whether it could. */
  private void goOn(Future<?> future, boolean stopped) {
    awaited = null;
    if (!stopped) {
      giveUp(future);
      throw new IllegalStateException(
          "await while pinned: the async block cannot leave its thread inside a static initialiser,"
              + " a native frame, or (before Java 24) a synchronized section. Await outside of it");
    }
    throwIfUnwinding(future, coroutine);
  }

  private void throwIfUnwinding(Future<?> future, @Nullable Coroutine ours) {
    if (life == Life.UNWINDING && ours != null) {
      giveUp(future);
      throw cancelAgain(ours);
    }
  }

  private void giveUp(Future<?> future) {
    polling = true;
    try {
      future.drop();
    } catch (Throwable failure) {
      dropFailed(failure);
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
    StandIn<T> standIn = standIn();
    if (standIn != null) { return standIn.block().stack(); }
    return BlockTrace.stack(coroutine, awaited);
  }

  @Override
  public String waitingOn() {
    StandIn<T> standIn = standIn();
    if (standIn != null) { return standIn.block().waitingOn(); }
    return BlockTrace.describe(awaited);
  }

  @Override
  public String origin() {
    return Names.ofClass(author());
  }

  @Override
  public String toString() {
    StandIn<T> standIn = standIn();
    if (standIn != null) { return standIn.block().toString(); }
    Future<?> target = awaited;
    return "async block" + (target == null ? "" : " awaiting " + BlockTrace.describe(target));
  }
}
