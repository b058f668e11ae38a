package io.asyncruntime.scenario.random;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.sleep;

import io.asyncruntime.metrics.ShutdownReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs one program from its beginning to its end, on the thread that calls {@link #run}. */
final class ProgramRun {
  private static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(15);

  final World world;
  private final Program program;
  private final ExecutorService outside = Executors.newSingleThreadExecutor(body -> thread("outside", body));
  private @Nullable ShutdownReport report;

  ProgramRun(Program program) {
    this.program = program;
    this.world = new World(program, outside);
  }

  void run() throws Exception {
    for (int i = 0; i < program.readers().size(); i++) {
      Runnable atEnd = i < program.pipes().size() ? world.pipe(i)::cut : () -> {}; // else senders would wait for ever
      world.spawn(program.readers().get(i), atEnd).drop();
    }
    List<FutureTask<Void>> drivers = new ArrayList<>();
    for (Driver driver : program.drivers()) {
      drivers.add(start(driver));
    }
    if (program.settings().end() == Settings.End.CLOSE) {
      drive(() -> isQuiet(drivers));
      finishReaders();
      report = world.runtime.shutdown(LONGEST_SHUTDOWN);
    } else {
      endInTheMiddle();
    }
    for (FutureTask<Void> driver : drivers) {
      driver.get();
    }
    outside.shutdown();
    new Oracle(world).check(report);
  }

  private FutureTask<Void> start(Driver driver) {
    FutureTask<Void> running = new FutureTask<>(() -> {
      driver.run(world);
      return null;
    });
    thread("driver", running).start();
    return running;
  }

  private static Thread thread(String name, Runnable body) {
    Thread thread = new Thread(body, "random-program-" + name);
    thread.setDaemon(true);
    return thread;
  }

  /** All bodies and jobs are over, but for the readers. */
  private boolean isQuiet(List<FutureTask<Void>> drivers) {
    // In this order: a job may make futures, and no future is made by anything that is over.
    return drivers.stream().allMatch(FutureTask::isDone) && world.books.areJobsOver()
        && world.books.live() == program.readers().size()
        && world.runtime.metrics().numAliveTasks() == program.readers().size();
  }

  private void finishReaders() throws Exception {
    world.pipes().forEach(Pipe::close);
    world.feed.close();
    world.dial.close();
    drive(() -> world.books.live() == 0 && world.runtime.metrics().numAliveTasks() == 0);
  }

  /** Waits for that; drives a current-thread runtime meanwhile. */
  private void drive(BooleanSupplier until) throws InterruptedException {
    if (!program.settings().isMultiThread()) {
      world.runtime.blockOn(() -> {
        while (!until.getAsBoolean()) {
          await(sleep(Duration.ofMillis(1)));
        }
      });
    }
    while (!until.getAsBoolean()) {
      pause(200);
    }
  }

  private static void pause(int micros) throws InterruptedException {
    new CountDownLatch(1).await(micros, TimeUnit.MICROSECONDS);
  }

  private void endInTheMiddle() throws InterruptedException {
    driveFor(program.endAfterMicros());
    world.beginToEnd();
    if (program.settings().end() == Settings.End.BACKGROUND) {
      world.runtime.shutdownBackground();
    }
    report = world.runtime.shutdown(LONGEST_SHUTDOWN);
  }

  private void driveFor(int micros) throws InterruptedException {
    if (program.settings().isMultiThread()) {
      pause(micros);
    } else {
      world.runtime.blockOn(sleep(Duration.ofNanos(micros * 1_000L)));
    }
  }
}
