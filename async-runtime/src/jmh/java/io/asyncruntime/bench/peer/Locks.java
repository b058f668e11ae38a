package io.asyncruntime.bench.peer;

/** Locks, each around a plain counter. */
public interface Locks {
  /** One task locks, increments and unlocks {@code n} times. */
  long uncontended(int n);

  /** {@code tasks} tasks lock, increment and unlock {@code n} times each. */
  long contended(int tasks, int n);

  /** The same, giving way once while holding the lock. */
  long held(int tasks, int n);
}
