package io.asyncruntime.scenario.random;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a program on a thread of its own, and fails when it makes no step for too long. The test's thread. */
final class HangWatch {
  private static final long LONGEST_SECONDS = 20;

  private final ProgramRun run;

  HangWatch(ProgramRun run) {
    this.run = run;
  }

  /** Until the program has ended. What went wrong comes out. */
  void watch() throws Throwable {
    FutureTask<Void> running = new FutureTask<>(() -> {
      run.run();
      return null;
    });
    Thread thread = new Thread(running, "random-program");
    thread.setDaemon(true);
    thread.start();
    long operations = -1;
    long since = System.nanoTime();
    while (!isOver(running)) {
      long now = run.world.operations();
      if (now != operations) {
        operations = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
        throw new AssertionError("no step for " + LONGEST_SECONDS + " s after " + operations + "\n" + describe());
      }
    }
  }

  private static boolean isOver(FutureTask<Void> running) throws Throwable {
    try {
      running.get(200, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException goesOn) {
      return false;
    } catch (ExecutionException failed) {
      throw failed.getCause();
    }
  }

  private String describe() {
    StringBuilder text = new StringBuilder();
    run.world.faults().forEach(fault -> text.append("fault: ").append(fault).append('\n'));
    run.world.books.all().stream()
        .filter(one -> one.stage() == Tracked.Stage.WAITING || one.stage() == Tracked.Stage.POLLED)
        .limit(20).forEach(one -> text.append("not over: ").append(one).append('\n'));
    text.append(run.world.runtime.dump()).append('\n');
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      text.append(thread.getKey()).append(' ').append(thread.getKey().getState()).append('\n');
      for (StackTraceElement frame : thread.getValue()) {
        text.append("    at ").append(frame).append('\n');
      }
    }
    return text.toString();
  }
}
