package io.asyncruntime.sync;

import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.wait.WaitQueue;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Oneshot} is: a state machine in one reference. The receiver extends it, so that a channel is two small
 * objects, and the value is kept as the {@link Poll.Ready} that the receiver's poll returns.
 *
 * <pre>
 *   EMPTY (null)      -> Waker             receiver: poll, nothing there yet
 *   Waker             -> Waker             receiver: a later poll with another waker
 *   EMPTY, Waker      -> Ready             sender: send; the waker is called
 *   EMPTY, Waker      -> SENDER_CLOSED     sender: close; the waker is called
 *   EMPTY, Waker      -> RECEIVER_CLOSED   receiver: close
 *   Ready             -> Sealed            receiver: close; the value stays
 *   Ready, Sealed     -> TAKEN             receiver: poll or tryRecv gives the value
 *   *_CLOSED          -> TAKEN             receiver: poll gives the failure
 *   all but TAKEN     -> DROPPED           receiver: drop; the value, if any, is gone
 * </pre>
 *
 * <p>Every transition is one CAS, which publishes what its caller did before. States that the receiver is in for good
 * (RECEIVER_CLOSED, Sealed, TAKEN, DROPPED) are announced to those who wait for {@code closed()}.
 */
abstract class OneshotSlot<T extends @Nullable Object> {
  private enum End {
    SENDER_CLOSED, RECEIVER_CLOSED, TAKEN, DROPPED
  }

  /** A value whose receiver has closed the channel. */
  private record Sealed<T extends @Nullable Object>(Poll<T> value) {
  }

  private static final VarHandle STATE = field("state", Object.class);
  private static final VarHandle CLOSED_QUEUE = field("closedQueue", WaitQueue.class);

  volatile @Nullable Object state; // both sides, by the transitions above
  private volatile @Nullable WaitQueue closedQueue; // made by the first who asks for closed()

  /** The sender. Whether the value can be received. */
  final boolean put(Poll<T> value) {
    return offer(value);
  }

  /** The sender. */
  final void closeBySender() {
    offer(End.SENDER_CLOSED);
  }

  /** Whether a send would be in vain because of the receiver. Any thread. */
  final boolean isClosedByReceiver() {
    Object seen = state;
    return seen instanceof Sealed || seen instanceof End && seen != End.SENDER_CLOSED;
  }

  /** Any thread. Where to wait for {@link #isClosedByReceiver} to change. */
  final WaitQueue closedQueue() {
    WaitQueue queue = closedQueue;
    if (queue == null) {
      WaitQueue fresh = new WaitQueue();
      WaitQueue other = (WaitQueue) CLOSED_QUEUE.compareAndExchange(this, null, fresh);
      queue = other == null ? fresh : other;
    }
    return queue;
  }

  /** The receiver's poll. */
  @SuppressWarnings("unchecked") // a Poll in here came in through put
  final Poll<T> take(Waker waker) {
    while (true) {
      Object seen = state;
      if (seen instanceof Poll.Ready<?> || seen instanceof Sealed<?>) {
        if (finish(seen)) { return (Poll<T>) valueOf(seen); }
      } else if (seen instanceof End end) {
        throw failure(end);
      } else if (seen == waker || replace(seen, waker)) { return Poll.pending(); }
    }
  }

  /** The receiver's {@code tryRecv}. */
  @SuppressWarnings({"unchecked", "NullAway"}) // ofNullable: a null value reads as empty
  final Optional<T> tryTake() {
    Object seen = state;
    if (seen instanceof End) { throw new ClosedException("the oneshot channel has no value, and none will come"); }
    if (!(seen instanceof Poll.Ready<?>) && !(seen instanceof Sealed<?>)) { return Optional.empty(); }
    return finish(seen) ? Optional.ofNullable(((Poll<T>) valueOf(seen)).value()) : tryTake();
  }

  /** Whether a value was sent and is still there. Any thread. */
  final boolean holdsValue() {
    Object seen = state;
    return seen instanceof Poll.Ready<?> || seen instanceof Sealed<?>;
  }

  /** Whether the receiver must not poll any more. Any thread. */
  final boolean isOver() {
    Object seen = state;
    return seen == End.TAKEN || seen == End.DROPPED;
  }

  /** The receiver. */
  final void closeByReceiver() {
    Object seen = state;
    while (!(seen instanceof End) && !(seen instanceof Sealed<?>)) {
      Object next = seen instanceof Poll.Ready<?> value ? new Sealed<>(value) : End.RECEIVER_CLOSED;
      if (replace(seen, next)) {
        announceClosed();
        return;
      }
      seen = state;
    }
  }

  /** The receiver. */
  final void discard() {
    Object seen = state;
    while (seen != End.TAKEN && seen != End.DROPPED) {
      if (replace(seen, End.DROPPED)) {
        announceClosed();
        return;
      }
      seen = state;
    }
  }

  /** Any thread, for messages. */
  final String describeState() {
    Object seen = state;
    if (seen instanceof End end) {
      return switch (end) {
        case SENDER_CLOSED -> "closed by the sender";
        case RECEIVER_CLOSED -> "closed by the receiver";
        case TAKEN -> "received";
        case DROPPED -> "receiver dropped";
      };
    }
    return seen == null ? "empty" : seen instanceof Waker ? "empty, receiver waits" : "sent";
  }

  private boolean offer(Object result) {
    Object seen = state;
    while (seen == null || seen instanceof Waker) {
      if (replace(seen, result)) {
        if (seen != null) {
          ((Waker) seen).wake();
        }
        return true;
      }
      seen = state;
    }
    return false;
  }

  private boolean finish(Object seen) {
    boolean won = replace(seen, End.TAKEN);
    if (won) {
      announceClosed();
    }
    return won;
  }

  private void announceClosed() {
    WaitQueue queue = closedQueue;
    if (queue != null) {
      queue.wakeAll();
    }
  }

  private RuntimeException failure(End end) {
    return switch (end) {
      case SENDER_CLOSED, RECEIVER_CLOSED -> {
        finish(end);
        yield new ClosedException(end == End.SENDER_CLOSED
            ? "the sender of the oneshot channel was closed without sending"
            : "this receiver was closed before anything was sent");
      }
      case TAKEN -> new IllegalStateException(
          "Oneshot.Receiver polled after completion: it gives its value once, so keep it");
      case DROPPED -> new IllegalStateException("Oneshot.Receiver polled after drop():"
          + " use borrow() for one that has to outlive a select or a timeout");
    };
  }

  /** One transition. A model check overrides it with a fault. */
  boolean replace(@Nullable Object seen, Object next) {
    return STATE.compareAndSet(this, seen, next);
  }

  private static Object valueOf(Object seen) {
    return seen instanceof Sealed<?> sealed ? sealed.value : seen;
  }

  private static VarHandle field(String name, Class<?> type) {
    return ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), name, VarHandle.class, OneshotSlot.class, type);
  }
}
