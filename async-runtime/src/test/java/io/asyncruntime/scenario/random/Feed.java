package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Broadcast;
import io.asyncruntime.sync.LaggedException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** A broadcast channel with one subscriber from the beginning, and books of what came and what was skipped. */
final class Feed {
  private final Broadcast<Integer> channel;
  private final Broadcast.Receiver<Integer> subscriber;
  private final LongAdder sent = new LongAdder();
  private final AtomicLong seen = new AtomicLong();

  Feed(int capacity) {
    this.channel = Broadcast.channel(capacity);
    this.subscriber = channel.subscribe();
  }

  void publish(int value) {
    if (channel.send(value) > 0) {
      sent.increment();
    }
  }

  /** The subscriber: whether there was a value or a gap, not the end. */
  Future<Boolean> next() {
    return subscriber.recv().map(Optional::isPresent).recover(this::skipped).map(more -> {
      if (more) {
        seen.incrementAndGet();
      }
      return more;
    });
  }

  private Future<Boolean> skipped(Throwable failure) {
    if (!(failure instanceof LaggedException lagged)) { return Future.failed(failure); }
    seen.addAndGet(lagged.skipped() - 1);
    return Future.ready(true);
  }

  void close() {
    channel.close();
  }

  /** Once the subscriber came to the end. */
  String audit() {
    return seen.get() == sent.sum() ? "" : "the subscriber saw or skipped " + seen + " of " + sent;
  }
}
