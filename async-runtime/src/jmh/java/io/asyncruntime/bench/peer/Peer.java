package io.asyncruntime.bench.peer;

/**
 * One way of running concurrent work, with a pool of two threads, and the scenarios written for it the way its users would write
 * them. The same scenario does the same steps on every peer.
 */
public interface Peer extends AutoCloseable {
  /** Threads of every pool. */
  int POOL = 2;

  /** Starting tasks, giving way, messages between pairs. */
  Tasks tasks();

  /** Locks. */
  Locks locks();

  /** Channels and one-shots. */
  Channels channels();

  /** Waiting for blocking work and for time. */
  Waits waits();

  /** Blocks of code that wait in the middle: only where the peer has such a thing. */
  Blocks blocks();

  /** Parked tasks, and the wake of one: for the memory and latency programs. */
  Parked parked();

  /** Ends the pool. */
  @Override
  void close();

  /** The peer of that name, as in {@code @Param("peer")}. */
  static Peer open(String name) {
    return switch (name) {
      case "asyncruntime" -> new AsyncRuntimePeer();
      case "forkjoin" -> new ForkJoinPeer();
      case "kotlin" -> new KotlinPeer();
      case "virtualthreads" -> new VirtualThreadPeer();
      case "cats" -> new CatsPeer();
      default -> throw new IllegalArgumentException("there is no peer called \"" + name + "\"");
    };
  }
}
