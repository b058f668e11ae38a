package io.asyncruntime.sync;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Mpsc.Receiver#recv}. */
final class MpscRecv<T> extends MpscReceiving<T, Optional<T>> {
  MpscRecv(MpscCore<T> core) {
    super(core);
  }

  @Override
  @Nullable
  Optional<T> take() {
    T value = core.take();
    return value == null ? null : Optional.of(value);
  }

  @Override
  Optional<T> nothing() {
    return Optional.empty();
  }

  @Override
  protected String describe() {
    return "Mpsc.Receiver.recv()";
  }
}
