package io.asyncruntime.sync;

import io.asyncruntime.future.Future;
import java.util.Optional;

/**
 * What a {@link ChannelSubscription} needs of the receiver behind it. For one thread at a time, {@link #close()} excepted.
 *
 * @param <T> type of the values
 */
interface ChannelSource<T> {
  /** A future of the next value; of empty at the end. */
  Future<Optional<T>> next();

  /** Whether nothing will come any more. */
  boolean isEnded();

  /** Nothing is wanted any more. Idempotent. */
  void close();

  static <T> ChannelSource<T> of(Mpsc.Receiver<T> receiver) {
    return new ChannelSource<>() {
      @Override
      public Future<Optional<T>> next() {
        return receiver.recv();
      }

      @Override
      public boolean isEnded() { return receiver.isEnded(); }

      @Override
      public void close() {
        receiver.close();
      }
    };
  }

  static <T> ChannelSource<T> of(Broadcast.Receiver<T> receiver) {
    return new ChannelSource<>() {
      @Override
      public Future<Optional<T>> next() {
        return receiver.recv();
      }

      @Override
      public boolean isEnded() { return receiver.isEnded(); }

      @Override
      public void close() {
        receiver.close();
      }
    };
  }
}
