package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.AmbientHolder;
import io.asyncruntime.internal.ambient.VirtualAmbients;
import io.asyncruntime.internal.util.VirtualThreads;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A body on a virtual thread that only pollers mount. It is the scheduler of its thread: the JDK hands it the thread's
 * continuation whenever the thread can run, and the next poll runs it; {@link RunSignal} is between the two.
 *
 * <p>The fields are plain. Poller and body take turns on one carrier, or on two that the scheduler orders.
 */
final class FastCoroutine extends RunSignal implements Executor, AmbientHolder {
  private final Runnable body;

  /** Written by the first poller, before the start. */
  private @Nullable Thread thread;

  /** The first thing the JDK hands over, during the start. Written by the first poller. */
  private @Nullable Runnable continuation;

  /** Where the poller is, and who it is. Written by the poller, for as long as it runs the body. */
  private @Nullable Ambient place;
  private @Nullable Thread carrier;

  /** A poll of another block, which the body wants its carrier to make. Written by the body, taken by the poller. */
  private @Nullable CarrierCall call;

  /** Set by the poller when it mounts the thread: tells a yield that did not unmount. Cleared by the body before that. */
  private boolean mounted;

  // Written by the body before control goes back to the poller.
  private boolean suspended;

  /** The body will be handed over again in no time: at once, or when the dump that looks at it is through. */
  private boolean yielding;

  /** The body must go on on the carrier it has, even if it blocks. */
  private boolean inPlace;
  private boolean carrierInterrupted;

  FastCoroutine(Runnable body) {
    this.body = body;
  }

  /** The poller, on any kind of thread. Only a platform thread can carry; a virtual one has another do it. */
  @Override
  Step resume(Ambient placeOfPoller, CoroutineEngine.Blocking blocking, Waker onUnblocked) {
    Thread self = Thread.currentThread();
    if (!VirtualThreads.isVirtual(self)) { return drive(self, placeOfPoller, blocking, onUnblocked); }
    CarrierCall asked = new CarrierCall(this, placeOfPoller, blocking, onUnblocked);
    if (!(VirtualAmbients.holderOf(self) instanceof FastCoroutine outer && outer.thread == self && outer.ask(asked))) {
      asked.makeOnHelper();
    }
    return asked.answer();
  }

  /** The poller, on the thread that carries. */
  Step drive(Thread self, Ambient placeOfPoller, CoroutineEngine.Blocking blocking, Waker onUnblocked) {
    boolean interrupted = Thread.interrupted(); // mounting and unmounting would clear it
    place = placeOfPoller;
    carrier = self;
    try {
      Step step = null;
      while (step == null) {
        if (canRun()) {
          step = mount();
        } else if (yielding || inPlace || blocking == CoroutineEngine.Blocking.BLOCK_POLLER) {
          interrupted |= PollerWait.until(this);
        } else if (wakeLater(onUnblocked)) {
          step = Step.BLOCKED;
        }
      }
      return step;
    } finally {
      place = null;
      carrier = null;
      if (interrupted | carrierInterrupted) {
        carrierInterrupted = false;
        self.interrupt();
      }
    }
  }

  /** Runs the body for a while. Null when it stopped for none of the reasons that concern the caller. */
  private @Nullable Step mount() {
    mounted = true;
    Runnable ours = continuation;
    if (ours == null) { throw new AssertionError("runnable before its start"); }
    ours.run();
    if (hasEnded()) { return Step.DONE; }
    if (suspended) {
      suspended = false;
      return Step.AWAITING;
    }
    CarrierCall asked = call;
    if (asked != null) {
      call = null;
      asked.make();
    }
    return null; // blocked, or not to be run just now because a dump looks at it
  }

  private boolean hasEnded() {
    Thread ours = thread;
    return ours != null && !ours.isAlive();
  }

  /** Poller. Whether the body can run; if so, the caller must run it. */
  private boolean canRun() {
    return thread == null ? start() : takeRunnable();
  }

  private boolean start() {
    Thread made = FastThreads.unstarted(this, body);
    thread = made;
    made.start();
    return takeRunnable();
  }

  /** The JDK, on any thread: {@code task} can run now. Must not block. */
  @Override
  public void execute(Runnable task) {
    if (continuation == null) {
      continuation = task;
    }
    if (task != continuation) {
      FastThreads.defaultScheduler().execute(task); // of a virtual thread that was started in the body and inherited us
    } else {
      becomeRunnable();
    }
  }

  @Override
  boolean stayInPlace(boolean stay) {
    boolean before = inPlace;
    inPlace = stay;
    return before;
  }

  /** Not by parking: that spins in an interrupted thread, and blocks the carrier where the thread cannot unmount. */
  @Override
  boolean suspend() {
    noticeInterruptOfCarrier();
    suspended = true;
    aboutToYield();
    Thread.yield();
    suspended = false; // as the poller has seen, unless there was no way to it
    return hasLeft();
  }

  @Override
  void ending() {
    noticeInterruptOfCarrier();
  }

  /** The body. Has the carrier make a call, which nobody can make from a virtual thread; false if this one is pinned. */
  private boolean ask(CarrierCall asked) {
    call = asked;
    aboutToYield();
    Thread.yield();
    call = null;
    return hasLeft();
  }

  private void aboutToYield() {
    mounted = false;
    yielding = true;
  }

  /** After a yield: whether control went to the poller, and has come back; false in a frame that cannot be unmounted. */
  private boolean hasLeft() {
    yielding = false;
    return mounted;
  }

  /** The body. Unmounting clears the carrier's flag; what was set since the last mount was meant for the poller. */
  private void noticeInterruptOfCarrier() {
    Thread under = carrier;
    if (under != null && under.isInterrupted() && !Thread.currentThread().isInterrupted()) {
      carrierInterrupted = true;
    }
  }

  @Override
  public @Nullable Ambient ambientOf(Thread asking) {
    return asking == thread ? place : null;
  }

  @Override
  void interrupt() {
    Thread ours = thread;
    if (ours != null) {
      ours.interrupt();
    }
  }

  @Override
  StackTraceElement[] stackTrace() {
    Thread ours = thread;
    return ours == null ? new StackTraceElement[0] : ours.getStackTrace();
  }
}
