package io.asyncruntime.internal.util;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One counter with one writer and any number of readers, on a cache line of its own: for what is counted so often that the way to a
 * cell of a {@link Tally} would be felt. A queue of one figure, as far as the memory model goes.
 *
 * <p>Only one thread at a time writes, so no update is atomic. {@link #increment()} is opaque: seen in time and whole, at the price of
 * a plain store. {@link #incrementRelease()} publishes what its writer did before to whoever reads that value by {@link #getAcquire()}.
 */
public final class OwnedCounter extends OwnedCounterField {
  private static final VarHandle VALUE =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "value", VarHandle.class, OwnedCounterField.class,
          long.class);

  long after1, after2, after3, after4, after5, after6, after7, after8;

  /** Zero. */
  public OwnedCounter() {}

  /** The writer only. */
  public void increment() {
    VALUE.setOpaque(this, value + 1);
  }

  /** The writer only. */
  public void incrementRelease() {
    VALUE.setRelease(this, value + 1);
  }

  /** Any thread. */
  public long get() {
    return (long) VALUE.getOpaque(this);
  }

  /** Any thread. */
  public long getAcquire() { return (long) VALUE.getAcquire(this); }
}
