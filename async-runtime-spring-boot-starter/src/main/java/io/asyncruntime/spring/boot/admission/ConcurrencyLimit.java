package io.asyncruntime.spring.boot.admission;

/** How many may be inside at once. Called under the lock of the gate that asks; so one thread at a time, and nothing may block. */
interface ConcurrencyLimit {
  /** The number for now; at least 1. */
  int current();

  /**
   * One has left.
   *
   * @param group number of its group, from 0; those of one group take about as long as each other
   * @param enteredNanos when it had entered
   * @param nowNanos the clock's reading now; never less than at the last call
   * @param full whether there was no place left meanwhile
   */
  void left(int group, long enteredNanos, long nowNanos, boolean full);

  /** One that is always the same. */
  static ConcurrencyLimit fixed(int limit) {
    return new ConcurrencyLimit() {
      @Override
      public int current() {
        return limit;
      }

      @Override
      public void left(int group, long enteredNanos, long nowNanos, boolean full) {
        // it does not learn
      }
    };
  }
}
