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

/** Blocks of code that wait in the middle: async blocks, coroutines, virtual threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {Jvm.OPENS, Jvm.EXPORTS, Jvm.KOTLIN_POOL, Jvm.VIRTUAL_POOL, Jvm.HEAP, Jvm.YOUNG})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AsyncBlockBenchmark {
  private static final int BLOCKS = 10_000;
  private static final int READY = 100_000;
  private static final int YIELDS = 10_000;
  private static final int ROUNDS = 10_000;

  /** Not forkjoin: it has nothing of the kind. */
  @Param({"asyncruntime", "kotlin", "virtualthreads"}) private String peer;

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
  @OperationsPerInvocation(BLOCKS)
  public void asyncBlockCreateRun() {
    open.blocks().createRun(BLOCKS);
  }

  @Benchmark
  @OperationsPerInvocation(READY)
  public void asyncBlockAwaitReady() {
    open.blocks().awaitReady(READY);
  }

  @Benchmark
  @OperationsPerInvocation(YIELDS)
  public void asyncBlockSuspendResume() {
    open.blocks().suspendResume(YIELDS);
  }

  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public void asyncBlockPingPong() {
    open.blocks().pingPong(ROUNDS);
  }
}
