package io.asyncruntime.sync;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Mpsc.Receiver#recvMany}. */
final class MpscRecvMany<T> extends MpscReceiving<T, List<T>> {
  private final int limit;

  MpscRecvMany(MpscCore<T> core, int limit) {
    super(core);
    this.limit = limit;
  }

  @Override
  @Nullable
  List<T> take() {
    List<T> values = new ArrayList<>(Math.min(limit, core.size()));
    return core.takeInto(values, limit) == 0 ? null : values;
  }

  @Override
  List<T> nothing() {
    return List.of();
  }

  @Override
  protected String describe() {
    return "Mpsc.Receiver.recvMany()";
  }
}
