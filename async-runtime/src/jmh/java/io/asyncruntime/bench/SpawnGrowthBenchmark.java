package io.asyncruntime.bench;

import io.asyncruntime.bench.peer.Peer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How the cost of a spawn grows with the number of live tasks: it must not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {Jvm.OPENS, Jvm.EXPORTS, Jvm.KOTLIN_POOL, Jvm.VIRTUAL_POOL, Jvm.HEAP, Jvm.YOUNG})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SpawnGrowthBenchmark {
  private static final int SPAWNS = 1_000_000;

  /** How many tasks are started at once. */
  @Param({"1000", "10000", "100000", "1000000"}) private int live;

  private Peer open;

  @Setup
  public void open() {
    open = Peer.open("asyncruntime");
  }

  @TearDown
  public void close() {
    open.close();
  }

  @Benchmark
  @OperationsPerInvocation(SPAWNS)
  public void spawnGrowth() {
    for (int i = 0; i < SPAWNS / live; i++) {
      open.tasks().spawnMany(live);
    }
  }
}
