package io.asyncruntime.scenario.exhaustion;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.yieldNow;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.task.JoinHandle;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One runtime whose memory runs out for a while, and afterwards: each handle has finished, all workers, the watchdog and the pool
 * live, the next task runs, and the shutdown says so. The main thread of the JVM that {@link ExhaustionTest} starts.
 */
final class Round {
  private static final int WORKERS = 4;
  private static final int MOST_TASKS = 120;

  /**
   * After which something is taken to hang. Long: each thread that gets no byte makes the collector look through all of the heap first,
   * and on a busy machine whole rounds take a quarter of a minute of which the collector has nearly all.
   */
  private static final long LIMIT_SECONDS = 100;

  private static final int MUCH = 16 << 20;

  private final SplittableRandom random;
  private final String prefix;
  private final GreedyHooks hooks;
  private final AsyncRuntime runtime;
  private final Handles handles = new Handles(MOST_TASKS);

  // Made ahead: there may be no memory for them when they are asked first.
  private final BooleanSupplier allFinished;
  private final BooleanSupplier hooksAreCalm;
  private final BooleanSupplier memoryIsBack = () -> new byte[MUCH].length == MUCH;

  /** With {@code hunger} false all is done that is done else, but nothing runs out: the JVM loads its classes. */
  private final boolean hunger;

  Round(long seed, boolean hunger) {
    this.random = new SplittableRandom(seed);
    this.hunger = hunger;
    this.prefix = "r" + Long.toUnsignedString(seed, Character.MAX_RADIX) + "-";
    boolean greedy = hunger && random.nextBoolean();
    this.hooks = greedy ? new GreedyHooks(random.nextInt(20, 400), random.nextInt(100, 3_000))
        : new GreedyHooks(Integer.MAX_VALUE, Integer.MAX_VALUE);
    this.runtime = hooks.in(AsyncRuntime.multiThread().workerThreads(WORKERS).threadNamePrefix(prefix)
        .longPollThreshold(Duration.ofMillis(random.nextBoolean() ? 1 : 20))
        .blockingThreadKeepAlive(Duration.ofMillis(50)))
        .build();
    this.allFinished = () -> handles.unfinished() == null;
    this.hooksAreCalm = hooks::areCalm;
  }

  /** What is wrong in the end; empty if nothing is. Then the runtime is as it was when that was found. */
  String run() throws InterruptedException {
    for (int i = 0; i < MOST_TASKS; i++) {
      spawnOneIfItCan();
    }
    pause(random.nextInt(50_000));
    hooks.calmDown();
    String fault = check();
    return fault.isEmpty() ? end() : fault;
  }

  /** This thread needs memory as any other. */
  private void spawnOneIfItCan() {
    try {
      spawnOne();
    } catch (OutOfMemoryError none) {
      handles.countRefused();
    }
  }

  private void spawnOne() {
    long seed = random.nextLong();
    int number = random.nextInt(50);
    switch (random.nextInt(12)) {
      case 0 -> eat(seed, number);
      case 1 -> handles.add(() -> runtime.spawn((Future<Integer>) cx -> {
        throw new StackOverflowError(String.valueOf(hunger ? Recursion.withoutEnd(0) : 0));
      }));
      case 2 -> handles.add(() -> runtime.spawn(() -> hunger ? Recursion.withoutEnd(0) : 0));
      case 3 -> handles.add(() -> runtime.spawnBlocking(() -> hunger && number < 5 ? Glutton.eat(1_000) : number));
      case 4 -> handles.add(() -> runtime.spawn(sleep(Duration.ofMillis(number))));
      case 5 -> handles.add(() -> runtime.spawn(() -> await(runtime.spawnBlocking(() -> number))));
      case 6 -> handles.add(() -> runtime.spawn(() -> await(runtime.spawn(() -> number))));
      case 7 -> handles.abort(number);
      case 8 -> pause(number * 20);
      default -> handles.add(() -> runtime.spawn(() -> {
        for (int i = 0; i < number; i++) {
          await(i % 10 == 9 ? sleep(Duration.ofMillis(1)) : yieldNow());
        }
        return number;
      }));
    }
  }

  private void eat(long seed, int polls) {
    if (hunger && polls < 15) {
      handles.add(() -> runtime.spawn(new Glutton(seed, 1 + polls % 2, polls % 2 == 0)));
    }
  }

  private String end() throws InterruptedException {
    ShutdownReport report = runtime.shutdown(Duration.ofSeconds(LIMIT_SECONDS));
    if (!report.stillRunning().isEmpty()) { return "shutdown left " + report.stillRunning(); }
    return until(() -> threads("") == 0) ? "" : "threads are left after shutdown: " + names();
  }

  private String check() throws InterruptedException {
    if (!until(allFinished)) {
      return "a handle never finished: " + handles.unfinished() + ", of " + handles.count() + "\n" + runtime.dump();
    }
    if (!until(hooksAreCalm)) { return "a hook does not return"; }
    if (!until(memoryIsBack)) { return "memory does not come back"; }
    for (int i = 0; i < WORKERS; i++) {
      String worker = String.valueOf(i);
      if (!until(() -> threads(worker) >= 1)) { return "worker " + worker + " is gone; there are " + names(); }
    }
    String fault = theNextTasksRun();
    return fault.isEmpty() ? aSpareComes() : fault;
  }

  private String theNextTasksRun() {
    for (int i = 0; i < 2 * WORKERS; i++) {
      JoinHandle<Integer> task = runtime.spawn(() -> {
        await(sleep(Duration.ofMillis(2)));
        return await(runtime.spawnBlocking(() -> 7));
      });
      if (!until(task::isFinished)) { return "the next task does not run: " + task + "\n" + runtime.dump(); }
      if (task.join() != 7) { return "the next task gave something else"; }
    }
    return "";
  }

  /** When all workers stick, the watchdog adds one. */
  private String aSpareComes() throws InterruptedException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(WORKERS);
    for (int i = 0; i < WORKERS; i++) {
      runtime.spawn(() -> {
        stuck.countDown();
        mayEnd.await();
      }).drop();
    }
    boolean allStuck = stuck.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    JoinHandle<Integer> rescued = runtime.spawn(() -> 7);
    boolean came = until(rescued::isFinished);
    mayEnd.countDown();
    if (!allStuck) { return "not all workers take a task: " + stuck.getCount() + " tasks have not begun"; }
    return came ? "" : "no spare worker comes when all are stuck";
  }

  /** The threads of the runtime whose names go on like that. */
  private long threads(String rest) {
    return names().stream().filter(name -> rest.isEmpty() || name.equals(prefix + rest)).count();
  }

  private List<String> names() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith(prefix))
        .toList();
  }

  private static boolean until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!holds(condition)) {
      if (System.nanoTime() - end > 0) { return false; }
      pause(500);
    }
    return true;
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (OutOfMemoryError notYet) {
      return false;
    }
  }

  /** Without a byte of memory. */
  private static void pause(int micros) {
    LockSupport.parkNanos(micros * 1_000L);
  }

  /** For the line that is printed of it. */
  @Override
  public String toString() {
    return handles.count() + " tasks, " + handles.refused() + " refused";
  }
}
