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

/** Starting tasks, giving way, messages between pairs: the workloads of Tokio's {@code rt_multi_threaded} benchmarks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {Jvm.OPENS, Jvm.EXPORTS, Jvm.KOTLIN_POOL, Jvm.VIRTUAL_POOL, Jvm.HEAP, Jvm.YOUNG})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SpawnBenchmark {
  private static final int TASKS = 10_000;
  private static final int YIELDERS = 200;
  private static final int YIELDS = 1_000;
  private static final int PAIRS = 1_000;
  private static final int DEPTH = 1_000;

  @Param({"asyncruntime", "forkjoin", "kotlin", "virtualthreads", "cats"}) private String peer;

  private Peer open;

  @Setup
  public void open() {
    open = Peer.open(peer);
  }

  @TearDown
  public void close() {
    open.close();
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void spawnMany() {
    open.tasks().spawnMany(TASKS);
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void spawnManyRemote() {
    open.tasks().spawnManyRemote(TASKS);
  }

  @Benchmark
  @OperationsPerInvocation(YIELDERS * YIELDS)
  public void yieldMany() {
    open.tasks().yieldMany(YIELDERS, YIELDS);
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public void pingPong() {
    open.tasks().pingPong(PAIRS);
  }

  @Benchmark
  @OperationsPerInvocation(DEPTH)
  public void chainedSpawn() {
    open.tasks().chainedSpawn(DEPTH);
  }
}
