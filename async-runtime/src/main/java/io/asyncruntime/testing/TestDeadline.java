package io.asyncruntime.testing;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.metrics.TaskDump;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The limit of one test in real time: takes a dump and interrupts the thread of the test. Waits on the JDK's own timer thread.
 */
final class TestDeadline {
  private final Thread test = Thread.currentThread();
  private final long millis;

  /** Written by the timer, before the interrupt; read by the test after it. */
  private volatile @Nullable TaskDump dump;

  /** Whether the test is over, or was interrupted: whoever is first. Guarded by this. */
  private boolean over;

  private TestDeadline(long millis) {
    this.millis = millis;
  }

  /** The thread of the test, before it begins. */
  static TestDeadline start(AsyncRuntime runtime, long millis) {
    TestDeadline deadline = new TestDeadline(millis);
    if (millis > 0) {
      CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> deadline.elapse(runtime));
    }
    return deadline;
  }

  private void elapse(AsyncRuntime runtime) {
    synchronized (this) {
      if (over) { return; }
      over = true;
      dump = runtime.dump();
      test.interrupt();
    }
  }

  /** The thread of the test: no interrupt from here on, and none is left over. */
  void cancel() {
    boolean interrupted;
    synchronized (this) {
      interrupted = over;
      over = true;
    }
    if (interrupted) {
      Thread.interrupted();
    }
  }

  /** What the test fails with: {@code failure}, unless the time was up. */
  Throwable explain(Throwable failure) {
    TaskDump taken = dump;
    return taken == null ? failure
        : new AssertionError("the test took longer than " + millis + " ms (@AsyncTest(timeoutMillis)); its tasks were\n"
            + taken, failure);
  }
}
