package io.asyncruntime.internal.wait;

import io.asyncruntime.internal.util.Padded;

/** The fields of {@link Returns}, away from what lies before them. */
abstract sealed class ReturnsFields extends Padded permits Returns {
  /** Written by whoever gives back. */
  volatile long count;
  /** Written under the lock of the semaphore. */
  volatile boolean starving;
}
