package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.util.Failures;
import io.asyncruntime.internal.wait.Parker;
import org.jspecify.annotations.Nullable;

/**
 * A resume that a virtual thread wants and only a platform thread can make: the carrier of that thread, if that is one of ours
 * and can be reached, else a helper thread, for which the virtual thread waits. Made by one thread, then read by the other,
 * which the unmounting or the parker orders.
 */
final class CarrierCall implements Runnable {
  private static final PlatformBlockThreads HELPERS = PlatformBlockThreads.helpers();

  private final FastCoroutine target;
  private final Ambient place;
  private final CoroutineEngine.Blocking blocking;
  private final Waker onUnblocked;
  private final Parker answered = new Parker();
  private Coroutine.@Nullable Step step;
  private @Nullable Throwable failure;

  CarrierCall(FastCoroutine target, Ambient place, CoroutineEngine.Blocking blocking, Waker onUnblocked) {
    this.target = target;
    this.place = place;
    this.blocking = blocking;
    this.onUnblocked = onUnblocked;
  }

  /** The platform thread that carries. Throws nothing. */
  void make() {
    try {
      step = target.drive(Thread.currentThread(), place, blocking, onUnblocked);
    } catch (Throwable thrown) {
      failure = thrown;
    }
  }

  /** The virtual thread, where it has no carrier of ours. */
  void makeOnHelper() {
    Thread helper = HELPERS.start(this);
    boolean interrupted = false;
    while (answered.park() == Parker.Outcome.INTERRUPTED) {
      interrupted = Thread.interrupted();
      target.interrupt();
    }
    HELPERS.giveBack(helper);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The helper thread. */
  @Override
  public void run() {
    make();
    answered.unpark();
  }

  /** The virtual thread, once the call was made. */
  Coroutine.Step answer() {
    if (failure != null) { throw Failures.sneaky(failure); }
    if (step == null) { throw new AssertionError("nobody made the call"); }
    return step;
  }
}
