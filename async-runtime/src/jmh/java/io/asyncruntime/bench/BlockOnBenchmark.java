package io.asyncruntime.bench;

import io.asyncruntime.bench.peer.Peer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Waiting on a plain thread for what is ready, beside an uncontended lock. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {Jvm.OPENS, Jvm.EXPORTS, Jvm.KOTLIN_POOL, Jvm.VIRTUAL_POOL, Jvm.HEAP, Jvm.YOUNG})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BlockOnBenchmark {
  @Param({"asyncruntime", "forkjoin", "kotlin", "virtualthreads"}) private String peer;

  private final ReentrantLock lock = new ReentrantLock();

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
  public int blockOnReady() {
    return open.tasks().blockOnReady();
  }

  /** What {@link #blockOnReady} is measured by; the peer has no part in it. */
  @Benchmark
  public boolean reentrantLockPair() {
    lock.lock();
    try {
      return lock.isHeldByCurrentThread();
    } finally {
      lock.unlock();
    }
  }
}
