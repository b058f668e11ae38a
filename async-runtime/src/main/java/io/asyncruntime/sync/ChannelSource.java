package io.asyncruntime.sync;

import io.asyncruntime.future.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a {@link ChannelSubscription} needs of the receiver behind it. For one thread at a time, {@code close} excepted.
 *
 * @param next gives a future of the next value; of empty at the end
 * @param ended whether nothing will come any more
 * @param close nothing is wanted any more; idempotent
 * @param <T> type of the values
 */
record ChannelSource<T>(Supplier<Future<Optional<T>>> next, BooleanSupplier ended, Runnable close) {
  static <T> ChannelSource<T> of(Mpsc.Receiver<T> receiver) {
    return new ChannelSource<>(receiver::recv, receiver::isEnded, receiver::close);
  }

  static <T> ChannelSource<T> of(Broadcast.Receiver<T> receiver) {
    return new ChannelSource<>(receiver::recv, receiver::isEnded, receiver::close);
  }
}
