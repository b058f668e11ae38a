package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Mpsc;
import io.asyncruntime.sync.TrySendResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** An mpsc channel with one reader, and books of what went in and what came out. */
final class Pipe {
  /** A value: who sent it, and the how manieth it is of that sender. */
  record Parcel(int sender, int number) {}

  private final World world;
  private final Mpsc<Parcel> channel;
  private final AtomicInteger senders = new AtomicInteger();
  private final LongAdder sent = new LongAdder();
  private final Map<Integer, Integer> latest = new HashMap<>(); // of the reader
  private long received; // of the reader

  /** Of that capacity; 0 is unbounded. */
  Pipe(World world, int capacity) {
    this.world = world;
    this.channel = capacity == 0 ? Mpsc.unbounded() : Mpsc.bounded(capacity);
  }

  int newSender() {
    return senders.incrementAndGet();
  }

  /** Waits for a place. */
  Future<Void> send(Parcel parcel) {
    return channel.sender().send(parcel).map(nothing -> counted());
  }

  /** The same in two steps. */
  Future<Void> reserveAndSend(Parcel parcel) {
    return channel.sender().reserve().map(permit -> {
      permit.send(parcel);
      return counted();
    });
  }

  /** Does not wait. */
  Future<Void> trySend(Parcel parcel) {
    if (channel.sender().trySend(parcel) == TrySendResult.OK) {
      counted();
    }
    return Future.ready(null);
  }

  private Void counted() {
    sent.increment();
    return null;
  }

  /** The reader: the next values, none at the end. */
  Future<List<Parcel>> receive(int most) {
    Future<List<Parcel>> next = most > 1 ? channel.receiver().recvMany(most)
        : channel.receiver().recv().map(one -> one.stream().toList());
    return next.map(this::checked);
  }

  private List<Parcel> checked(List<Parcel> parcels) {
    for (Parcel parcel : parcels) {
      received++;
      Integer before = latest.put(parcel.sender(), parcel.number());
      if (before != null && before >= parcel.number()) {
        world.fault("number " + parcel.number() + " of sender " + parcel.sender() + " came after " + before, null);
      }
    }
    return parcels;
  }

  /** No more senders: the reader comes to an end. */
  void close() {
    channel.sender().close();
  }

  /** No reader any more: senders fail. */
  void cut() {
    channel.receiver().close();
  }

  /** Once the reader is gone. */
  String audit() {
    long left = 0;
    while (channel.receiver().tryRecv().isPresent()) {
      left++;
    }
    return received + left == sent.sum() ? ""
        : received + " parcels came and " + left + " are left, of " + sent + " sent";
  }
}
