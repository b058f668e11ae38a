package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.wait.Parker;
import org.jspecify.annotations.Nullable;

/**
 * A body on a thread of its own that runs only while the poller waits, and the other way round; or, at the end of one that was
 * forgotten, while nobody waits.
 *
 * <p>All fields are plain: control, and with it the right to touch them, goes over by {@link Parker#unpark()}, which is a
 * happens-before edge.
 */
final class HandoffCoroutine extends Coroutine implements Runnable {
  private final Runnable body;
  private final PlatformBlockThreads threads;
  private final Arrival arrival = new Arrival();
  private final Parker toBody = new Parker();
  private final Parker toPoller = new Parker();

  /** Written by the poller of the first resume. The dump may read it a little late, no more. */
  private @Nullable Thread thread;

  /** Written by the poller before each hand-over. */
  private @Nullable Ambient place;

  /** Of the body's thread, and used while the body is suspended: such a thread leads to no poller, and so to no runtime. */
  private @Nullable Ambient own;

  /** Nobody waits for the body any more. Written before the last hand-over, by whoever makes it. */
  private @Nullable Alone alone;

  /** Written by the body's thread before the last hand-over. */
  private boolean done;

  HandoffCoroutine(Runnable body, PlatformBlockThreads threads) {
    this.body = body;
    this.threads = threads;
  }

  @Override
  Step resume(Ambient placeOfPoller, CoroutineEngine.Blocking blocking, Waker onUnblocked) {
    boolean interrupted = Thread.interrupted();
    try {
      place = placeOfPoller;
      Thread running = handOver();
      interrupted |= awaitBody(running);
      return done ? end(running) : Step.AWAITING;
    } finally {
      place = null;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Thread handOver() {
    Thread running = thread;
    if (running == null) {
      running = threads.start(this);
      thread = running;
    } else {
      toBody.unpark();
    }
    return running;
  }

  /** Waits for the body. An interrupt of the waiting poller is passed on, and reported so that the poller keeps it too. */
  private boolean awaitBody(Thread running) {
    boolean interrupted = false;
    while (toPoller.park() == Parker.Outcome.INTERRUPTED) {
      interrupted = Thread.interrupted();
      arrival.interrupt(running);
    }
    return interrupted;
  }

  private Step end(Thread running) {
    thread = null;
    threads.giveBack(running);
    return Step.DONE;
  }

  @Override
  void goOnAlone(Ambient placeOfBody, Alone companion) {
    place = placeOfBody;
    alone = companion;
    toBody.unpark();
  }

  /** The body's thread. */
  @Override
  public void run() {
    arrival.arrive();
    own = arrive();
    try {
      body.run();
    } finally {
      goHome();
      leave();
    }
  }

  private void leave() {
    done = true;
    Alone companion = alone;
    if (companion == null) {
      toPoller.unpark();
    } else {
      companion.ended();
      thread = null;
      place = null;
      threads.giveBack(Thread.currentThread());
    }
  }

  @Override
  boolean suspend() {
    goHome();
    toPoller.unpark();
    boolean interrupted = false;
    while (toBody.park() == Parker.Outcome.INTERRUPTED) {
      interrupted = Thread.interrupted(); // for the body, which does not run now
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    arrive();
    Alone companion = alone;
    if (companion != null) {
      companion.goesOn();
    }
    return true;
  }

  private void goHome() {
    Ambient home = own;
    if (home != null) {
      Ambient.adopt(home);
    }
  }

  private Ambient arrive() {
    Ambient lent = place;
    if (lent == null) { throw new AssertionError("resumed without a place"); }
    return Ambient.adopt(lent);
  }

  @Override
  void interrupt() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  StackTraceElement[] stackTrace() {
    Thread running = thread;
    return running == null ? new StackTraceElement[0] : running.getStackTrace();
  }
}
