package io.asyncruntime.bench.peer;

/** Starting tasks, giving way, messages between pairs. */
public interface Tasks {
  /** A root task starts {@code n} tasks that only count down; over when all have run. */
  void spawnMany(int n);

  /** The same, started by the calling thread. */
  void spawnManyRemote(int n);

  /** Keeps every thread of the pool busy with a task that wakes itself, until closed. */
  Busy busy();

  /** {@code tasks} tasks give way {@code yields} times each. */
  void yieldMany(int tasks, int yields);

  /** {@code pairs} tasks start a partner each; one message each way over one-shots. */
  void pingPong(int pairs);

  /** Each task starts the next. */
  void chainedSpawn(int depth);

  /** Waits on the calling thread for what is ready. */
  int blockOnReady();

  /** Tasks that wake themselves until closed. */
  interface Busy extends AutoCloseable {
    @Override
    void close();
  }
}
