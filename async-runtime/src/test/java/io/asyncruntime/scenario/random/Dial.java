package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;
import io.asyncruntime.sync.ClosedException;
import io.asyncruntime.sync.Watch;
import java.util.concurrent.atomic.LongAdder;

/** A watched number that only grows, with one observer from the beginning. */
final class Dial {
  private final World world;
  private final Watch<Long> watch = Watch.channel(0L);
  private final Watch.Receiver<Long> observer = watch.subscribe();
  private final LongAdder turns = new LongAdder();
  private volatile long last; // of the observer

  Dial(World world) {
    this.world = world;
  }

  void turn() {
    watch.sendModify(value -> value + 1);
    turns.increment();
  }

  /** The observer: whether there was a change, not the end. */
  Future<Boolean> next() {
    return observer.changed().map(changed -> observe())
        .recover(failure -> failure instanceof ClosedException ? Future.ready(false) : Future.failed(failure));
  }

  private boolean observe() {
    long now = observer.borrowAndUpdate();
    if (now < last) {
      world.fault("the dial went back from " + last + " to " + now, null);
    }
    last = now;
    return true;
  }

  void close() {
    watch.close();
  }

  /** Once the observer came to the end. */
  String audit() {
    return last == turns.sum() ? "" : "the observer saw " + last + " at the end, after " + turns + " turns";
  }
}
