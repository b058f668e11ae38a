package io.asyncruntime.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.BlockingWait;
import io.asyncruntime.internal.wait.ConditionFuture;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.WaitQueue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A channel for one value: the answer to one question.
 *
 * <pre>{@code
 * Oneshot<Price> answer = Oneshot.channel();
 * requests.trySend(new Request(id, answer.sender()));
 * Price price = await(answer.receiver());
 * }</pre>
 *
 * <p><b>Fairness:</b> one waits for the value; of several senders' threads the first wins.
 *
 * <p><b>Cancellation:</b> dropping the receiver closes the channel and discards a value that was sent. To wait for it in one
 * branch of a select and keep it, use {@code receiver.borrow()}.
 *
 * <p><b>Threads:</b> any thread may use the sender; the receiver is for one thread at a time. What was done before
 * {@code send} is visible to whoever receives.
 *
 * @param <T> type of the value, which may be null
 */
public final class Oneshot<T extends @Nullable Object> {
  private final Receiver<T> receiver = new Receiver<>();

  private Oneshot() {
  }

  /** An open channel. */
  public static <T extends @Nullable Object> Oneshot<T> channel() {
    return new Oneshot<>();
  }

  /** The one sender; the same object at every call. */
  public Sender<T> sender() {
    return receiver.sender;
  }

  /** The one receiver; the same object at every call. */
  @CheckReturnValue
  public Receiver<T> receiver() {
    return receiver;
  }

  /** What has become of the channel. */
  @Override
  public String toString() {
    return "Oneshot[" + receiver.describeState() + "]";
  }

  /**
   * The end that sends.
   *
   * @param <T> type of the value
   */
  public static final class Sender<T extends @Nullable Object> {
    private final OneshotSlot<T> slot;

    Sender(OneshotSlot<T> slot) {
      this.slot = slot;
    }

    /**
     * Hands the value over, if nothing was sent before and neither end is closed. Does not wait.
     *
     * @return whether the receiver can get the value; false leaves it to the caller
     */
    public boolean send(T value) {
      return slot.put(Poll.ready(value));
    }

    /** Whether the receiver was closed or dropped, or has got its value: a send would be in vain. */
    public boolean isClosed() {
      return slot.isClosedByReceiver();
    }

    /**
     * Waits until the receiver is closed or dropped, or has got its value; costs a unit of the cooperative budget. A reason
     * to stop working on the answer.
     */
    @CheckReturnValue
    public Future<Void> closed() {
      return new Closed(slot, slot.closedQueue());
    }

    /** Gives up sending: the receiver fails with {@link ClosedException}. No effect after {@code send}. Idempotent. */
    public void close() {
      slot.closeBySender();
    }
  }

  /**
   * The end that receives: a future of the value. Costs a unit of the cooperative budget.
   *
   * @param <T> type of the value
   */
  public static final class Receiver<T extends @Nullable Object> extends OneshotSlot<T> implements Future<T> {
    private final Sender<T> sender = new Sender<>(this);

    Receiver() {
    }

    /**
     * The value, once it was sent.
     *
     * @throws ClosedException when the sender, or this receiver, was closed before anything was sent
     * @throws IllegalStateException after the value (or the failure) was given, and after {@link #drop()}
     */
    @Override
    public Poll<T> poll(Context cx) {
      if (!Coop.proceed(cx)) { return Poll.pending(); }
      Poll<T> answer = take(cx.waker());
      if (!answer.isReady()) {
        Coop.refund();
      }
      return answer;
    }

    /** Closes the channel and discards a value that was not received. */
    @Override
    public void drop() {
      discard();
    }

    /**
     * The value if it was sent; empty while it may still come. (A value that is null reads as empty, once.)
     *
     * @throws ClosedException when none will come: received before, or an end was closed before anything was sent
     */
    public Optional<T> tryRecv() {
      return tryTake();
    }

    /** Whether there is no value to receive now: not sent yet, never to come, or received. */
    public boolean isEmpty() {
      return !holdsValue();
    }

    /** Whether this gave its result, or was dropped, so that it must not be polled any more. */
    public boolean isTerminated() {
      return isOver();
    }

    /** Makes later sends fail. A value that was sent before can still be received. Idempotent. */
    public void close() {
      closeByReceiver();
    }

    /**
     * Blocks the calling plain thread until the value was sent.
     *
     * @throws IllegalStateException in async code: await the receiver there
     * @throws ClosedException as for {@link #poll}
     * @throws java.util.concurrent.CompletionException around an {@link InterruptedException}, with the flag set again; the
     *     channel stays as it is
     */
    public T blockingRecv() {
      return BlockingWait.await(borrow(), "blockingRecv()", "await the receiver instead");
    }
  }

  private static final class Closed extends ConditionFuture<Void> {
    private final OneshotSlot<?> slot;

    Closed(OneshotSlot<?> slot, WaitQueue queue) {
      super(queue);
      this.slot = slot;
    }

    @Override
    protected Poll<Void> attempt() {
      return slot.isClosedByReceiver() ? Poll.ready(null) : Poll.pending();
    }

    @Override
    protected String describe() {
      return "Oneshot.Sender.closed()";
    }
  }
}
