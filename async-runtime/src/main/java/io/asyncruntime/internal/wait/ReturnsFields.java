package io.asyncruntime.internal.wait;

/** The fields of {@link Returns}, behind a cache line of their own: superclass fields come first in an object. */
abstract sealed class ReturnsFields extends ReturnsPadding permits Returns {
  /** Written by whoever gives back. */
  volatile long count;
  /** Written under the lock of the semaphore. */
  volatile boolean starving;
}
