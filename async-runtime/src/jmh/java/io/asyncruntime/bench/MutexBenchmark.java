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

/** A lock, alone and between tasks, held for an increment and across a yield. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {Jvm.OPENS, Jvm.EXPORTS, Jvm.KOTLIN_POOL, Jvm.VIRTUAL_POOL, Jvm.HEAP, Jvm.YOUNG})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MutexBenchmark {
  private static final int TASKS = 16;
  private static final int LOCKS = 10_000;
  private static final int HELD_LOCKS = 1_000;

  @Param({"asyncruntime", "forkjoin", "kotlin", "virtualthreads"}) private String peer;

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
  @OperationsPerInvocation(LOCKS)
  public long mutexUncontended() {
    return open.locks().uncontended(LOCKS);
  }

  @Benchmark
  @OperationsPerInvocation(TASKS * LOCKS)
  public long mutex16() {
    return open.locks().contended(TASKS, LOCKS);
  }

  @Benchmark
  @OperationsPerInvocation(TASKS * HELD_LOCKS)
  public long mutex16Held() {
    return open.locks().held(TASKS, HELD_LOCKS);
  }
}
