package io.asyncruntime.internal.queue;

import io.asyncruntime.internal.util.Padded;

/** What changes in a {@link RunQueue}: each turn writes it, so it is kept apart from other workers' objects. */
abstract sealed class RunQueueFields extends Padded permits RunQueue {
  /** See {@link RunQueue}. Written by the owner, opaquely; read by it plainly. */
  int state;
}
