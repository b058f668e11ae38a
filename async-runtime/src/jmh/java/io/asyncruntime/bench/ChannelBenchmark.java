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

/** Messages through channels and one-shots. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {Jvm.OPENS, Jvm.EXPORTS, Jvm.KOTLIN_POOL, Jvm.VIRTUAL_POOL, Jvm.HEAP, Jvm.YOUNG})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChannelBenchmark {
  private static final int MESSAGES = 1_000_000;
  private static final int CAPACITY = 1_000;
  private static final int ONESHOTS = 10_000;

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
  @OperationsPerInvocation(MESSAGES)
  public void channelBounded1to1() {
    open.channels().transfer(1, MESSAGES, CAPACITY);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void channelBounded4to1() {
    open.channels().transfer(4, MESSAGES, CAPACITY);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void channelUnbounded1to1() {
    open.channels().transfer(1, MESSAGES, 0);
  }

  @Benchmark
  @OperationsPerInvocation(ONESHOTS)
  public void oneshot() {
    open.channels().oneshot(ONESHOTS);
  }
}
