package io.asyncruntime.internal.queue;

import io.asyncruntime.internal.util.Padded;

/** The fields of a {@link RunQueue}: each turn writes them, so they are kept apart from other workers' objects. */
abstract sealed class RunQueueFields<E> extends Padded permits RunQueue {
  volatile LocalQueue<E> front;
  volatile LocalQueue<E> back;
  volatile boolean sealed;

  RunQueueFields(LocalQueue<E> front, LocalQueue<E> back) {
    this.front = front;
    this.back = back;
  }
}
