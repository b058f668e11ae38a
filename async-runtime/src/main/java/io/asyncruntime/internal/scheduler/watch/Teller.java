package io.asyncruntime.internal.scheduler.watch;

import io.asyncruntime.internal.blocking.RuntimeThread;
import io.asyncruntime.internal.blocking.ThreadHooks;
import io.asyncruntime.internal.scheduler.measure.LoopFailures;
import io.asyncruntime.internal.scheduler.multithread.MultiThreadScheduler;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls what is not ours, listeners and loggers and wakers, in place of the watchdog: any of them may never return, and then only this
 * one stops.
 */
final class Teller {
  private static final int MOST_WAITING = 1000;
  private static final int MOST_THREADS = 8;
  private static final long KEEP_ALIVE_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  private Teller(MultiThreadScheduler scheduler, String name, int most, BlockingQueue<Runnable> waiting) {
    threads = new ThreadPoolExecutor(most, most, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, waiting,
        work -> new RuntimeThread(scheduler.config.threadNamePrefix + name, scheduler, ThreadHooks.NONE,
            () -> outlive(work, scheduler.failures), () -> {}),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  /** The executor has got another thread by then, if there was memory for that; else the next thing that is told gets one. */
  private static void outlive(Runnable work, LoopFailures failures) {
    try {
      work.run();
    } catch (Throwable thrownOut) {
      failures.note(thrownOut);
    }
  }

  /** One after the other. Where the first does not return, a thousand wait; what comes after them is dropped. */
  static Teller inOrder(MultiThreadScheduler scheduler, String name) {
    return new Teller(scheduler, name, 1, new LinkedBlockingQueue<>(MOST_WAITING));
  }

  /** Each at once. Where eight do not return, the others wait. */
  static Teller each(MultiThreadScheduler scheduler, String name) {
    Teller teller = new Teller(scheduler, name, MOST_THREADS, new LinkedBlockingQueue<>());
    teller.threads.allowCoreThreadTimeOut(true);
    return teller;
  }

  /** Whoever starts the runtime. The thread that tells in order is there from the beginning: it has to say when there are no more. */
  void start() {
    threads.prestartCoreThread();
  }

  /** The watchdog. Returns at once. */
  void tell(Runnable what) {
    threads.execute(what);
  }

  /** The same for what is told again and again: not where something waits already, and somebody is there whom it waits for. */
  void tellUnlessBehind(Runnable what) {
    if (threads.getQueue().isEmpty() || threads.getPoolSize() == 0) {
      tell(what);
    }
  }

  /** The watchdog, at its end. What waits is still told. */
  void end() {
    threads.shutdown();
  }
}
