package io.asyncruntime.bench;

import io.asyncruntime.bench.peer.Permits;
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

/** Permits of a semaphore, alone and between more tasks than permits, and notifications. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {Jvm.OPENS, Jvm.EXPORTS, Jvm.KOTLIN_POOL, Jvm.VIRTUAL_POOL, Jvm.HEAP, Jvm.YOUNG})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SemaphoreBenchmark {
  private static final int TASKS = 16;
  private static final int PERMITS = 4;
  private static final int TURNS = 10_000;

  @Param({"asyncruntime", "kotlin"}) private String peer;

  private Permits open;

  @Setup
  public void open() {
    open = Permits.open(peer);
  }

  @TearDown
  public void close() {
    open.close();
  }

  @Benchmark
  @OperationsPerInvocation(TURNS)
  public long semaphoreUncontended() {
    return open.semaphore(1, PERMITS, TURNS);
  }

  @Benchmark
  @OperationsPerInvocation(TASKS * TURNS)
  public long semaphore16() {
    return open.semaphore(TASKS, PERMITS, TURNS);
  }

  @Benchmark
  @OperationsPerInvocation(TURNS)
  public long notifyStored() {
    return open.notified(TURNS);
  }
}
