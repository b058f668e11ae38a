package io.asyncruntime.bench;

import com.sun.management.OperatingSystemMXBean;
import io.asyncruntime.bench.peer.Peer;
import io.asyncruntime.bench.peer.Tasks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processor time and context switches instead of wall time: of an idle runtime, of one with less to do than workers, of timers.
 * Arguments: peers. Context switches are counted where there is a {@code /proc}.
 */
public final class CpuTime {
  /** So many that the compiler, whose time is the process's as well, has done its work before the clock runs. */
  private static final int WARM_UPS = 200;
  private static final int ROUNDS = 100;
  private static final int MILLION = 1_000_000;
  private static final long IDLE_SECONDS = 5;

  private final String name;
  private final Peer peer;

  private CpuTime(String name, Peer peer) {
    this.name = name;
    this.peer = peer;
  }

  /** See the class. */
  public static void main(String[] args) throws Exception {
    for (String name : Arrays.asList(args)) {
      try (Peer peer = Peer.open(name)) {
        new CpuTime(name, peer).all();
      }
    }
  }

  private void all() throws Exception {
    Tasks tasks = peer.tasks();
    repeat("spawnMany", 10_000, () -> tasks.spawnMany(10_000));
    report("idle", 0, 1, () -> new CountDownLatch(1).await(IDLE_SECONDS, TimeUnit.SECONDS));
    repeat("chainedSpawn (one ready task at a time)", 10_000, () -> tasks.chainedSpawn(10_000));
    repeat("yieldMany with one task", 10_000, () -> tasks.yieldMany(1, 10_000));
    repeat("pingPong", 1_000, () -> tasks.pingPong(1_000));
    repeat("sleeps10k", 10_000, () -> peer.waits().sleeps(10_000, Duration.ofMillis(10)));
  }

  private void repeat(String workload, int operations, Workload once) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      once.run();
    }
    report(workload, operations * ROUNDS, ROUNDS, once);
  }

  private void report(String workload, int operations, int rounds, Workload once) throws Exception {
    long cpu = cpuNanos();
    long switches = contextSwitches();
    long begin = System.nanoTime();
    for (int i = 0; i < rounds; i++) {
      once.run();
    }
    double wall = System.nanoTime() - begin;
    cpu = cpuNanos() - cpu;
    switches = contextSwitches() - switches;
    if (operations == 0) {
      System.out.printf(Locale.ROOT, "%s, %s: %.2f %% of a core, %.0f context switches/s%n", name, workload,
          100 * cpu / wall, switches / (wall / 1e9));
    } else {
      System.out.printf(Locale.ROOT, "%s, %s: %.3f CPU s per million, %.3f s of wall time, %.0f context switches%n",
          name,
          workload, cpu * 1e-9 * MILLION / operations, wall * 1e-9 * MILLION / operations,
          switches * (double) MILLION / operations);
    }
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
  }

  private static long contextSwitches() throws IOException {
    Path threads = Path.of("/proc/self/task");
    if (!Files.isDirectory(threads)) { return 0; }
    try (Stream<Path> each = Files.list(threads)) {
      return each.flatMap(thread -> lines(thread.resolve("status")).stream())
          .filter(line -> line.contains("ctxt_switches"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
          .sum();
    }
  }

  /** Empty for a thread that has ended meanwhile. */
  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException ended) {
      return List.of();
    }
  }

  /** One round. */
  private interface Workload {
    void run() throws Exception;
  }
}
