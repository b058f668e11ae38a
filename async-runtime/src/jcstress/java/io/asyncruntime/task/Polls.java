package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;

/** Polls for actors, which must not throw checked exceptions. */
final class Polls {
  private Polls() {
  }

  static boolean isReady(Future<?> future, Context cx) {
    try {
      return future.poll(cx).isReady();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
