package io.asyncruntime.bench;

import io.asyncruntime.bench.peer.Peer;
import io.asyncruntime.bench.peer.Tasks;
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

/** Tasks started from outside, while every thread of the pool runs a task that wakes itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {Jvm.OPENS, Jvm.EXPORTS, Jvm.KOTLIN_POOL, Jvm.VIRTUAL_POOL, Jvm.HEAP, Jvm.YOUNG})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SpawnBusyBenchmark {
  private static final int TASKS = 10_000;

  /**
   * Not forkjoin, and not virtualthreads, whose scheduler is one: a worker that always has a task of its own never looks at
   * others, so the scenario does not end.
   */
  @Param({"asyncruntime", "kotlin"}) private String peer;

  private Peer open;
  private Tasks.Busy load;

  @Setup
  public void open() {
    open = Peer.open(peer);
    load = open.tasks().busy();
  }

  @TearDown
  public void close() {
    load.close();
    open.close();
  }

  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void spawnManyRemoteBusy() {
    open.tasks().spawnManyRemote(TASKS);
  }
}
