package io.asyncruntime.sync;

import org.jspecify.annotations.Nullable;

/**
 * One turn at a mutex. It has no state of its own: it is open while the mutex shows its number, so that however many
 * threads close it, the mutex is unlocked once.
 */
final class MutexGuard<T extends @Nullable Object> implements Mutex.Guard<T> {
  private final Mutex<T> mutex;
  private final long turn;

  MutexGuard(Mutex<T> mutex, long turn) {
    this.mutex = mutex;
    this.turn = turn;
  }

  @Override
  public T get() {
    requireOpen();
    return mutex.value;
  }

  @Override
  public void set(T value) {
    requireOpen();
    mutex.value = value;
  }

  @Override
  public Mutex<T> mutex() {
    return mutex;
  }

  @Override
  public void close() {
    mutex.core.unlock(turn);
  }

  private void requireOpen() {
    if (!mutex.core.isTurn(turn)) {
      throw new IllegalStateException("this guard was closed: lock the mutex again to use its value");
    }
  }

  @Override
  public String toString() {
    return "Guard[" + (mutex.core.isTurn(turn) ? "open" : "closed") + " of " + mutex + "]";
  }
}
