package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;

/** The signal of a coroutine without the coroutine. */
public class BareSignal extends RunSignal {
  @Override
  Step resume(Ambient place, CoroutineEngine.Blocking blocking, Waker onUnblocked) {
    throw new UnsupportedOperationException("there is no body");
  }

  @Override
  boolean suspend() {
    throw new UnsupportedOperationException("there is no body");
  }

  @Override
  void interrupt() {
    throw new UnsupportedOperationException("there is no body");
  }

  @Override
  StackTraceElement[] stackTrace() {
    return new StackTraceElement[0];
  }
}
