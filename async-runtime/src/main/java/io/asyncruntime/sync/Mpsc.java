package io.asyncruntime.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import io.asyncruntime.internal.util.Require;
import io.asyncruntime.internal.wait.BlockingWait;
import io.asyncruntime.internal.wait.FairSemaphore.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A channel from many senders to one receiver.
 *
 * <pre>{@code
 * Mpsc<Job> jobs = Mpsc.bounded(100);
 * Mpsc.Receiver<Job> receiver = jobs.receiver();
 *
 * runtime.spawn(() -> {
 *   for (var job = await(receiver.recv()); job.isPresent(); job = await(receiver.recv())) { run(job.get()); }
 * });
 * await(jobs.sender().send(job));       // waits while 100 jobs are queued
 * jobs.sender().close();                // the receiver gets what is left, then an empty Optional
 * }</pre>
 *
 * <p>The channel ends when all senders, or the receiver, are closed: {@code recv()} then gives what is in it, waits for
 * permits that are out, and is empty after that.
 *
 * <p><b>Fairness:</b> values of one sender arrive in order. A bounded channel gives its slots strictly first come, first served,
 * in the order of the first poll of {@code send} and {@code reserve}.
 *
 * <p><b>Cancellation:</b> dropping {@code recv()} loses nothing. Dropping a waiting {@code send} loses the value and the place;
 * {@code reserve()} first where that matters.
 *
 * <p><b>Threads:</b> any thread may use a sender; the receiver is for one thread at a time. What was done before a send is
 * visible to whoever receives the value.
 *
 * @param <T> type of the values, which are never null
 */
public final class Mpsc<T> {
  private final Sender<T> sender;
  private final Receiver<T> receiver;

  private Mpsc(MpscCore<T> core) {
    sender = new Sender<>(core);
    receiver = new Receiver<>(core);
  }

  /**
   * A channel in which {@code send} waits while it is full.
   *
   * @param capacity how many values and permits fit, 1 or more
   * @throws IllegalArgumentException when less
   */
  public static <T> Mpsc<T> bounded(int capacity) {
    return new Mpsc<>(new MpscBounded<>(Require.positive("capacity", capacity)));
  }

  /** A channel in which {@code send} never waits. A receiver that is too slow costs memory. */
  public static <T> Mpsc<T> unbounded() {
    return new Mpsc<>(new MpscUnbounded<>());
  }

  /** The first sender; the same object at every call. {@link Sender#copy()} makes others. */
  public Sender<T> sender() {
    return sender;
  }

  /** The one receiver; the same object at every call. */
  public Receiver<T> receiver() {
    return receiver;
  }

  /** How many values are in it. */
  @Override
  public String toString() {
    return "Mpsc[" + receiver.size() + " queued" + (sender.core.isClosed() ? ", closed]" : "]");
  }

  /**
   * An end that sends. The channel ends when all of them are closed.
   *
   * @param <T> type of the values
   */
  public static final class Sender<T> extends MpscEnd<T> implements AutoCloseable {
    long after1, after2, after3, after4, after5, after6, after7, after8;

    Sender(MpscCore<T> core) {
      this(core, true);
    }

    private Sender(MpscCore<T> core, boolean count) {
      super(core);
      if (count) {
        core.addSender();
      }
    }

    /**
     * Sends a value, having waited for a free slot; costs a unit of the cooperative budget.
     *
     * @return a future that fails with {@link ClosedException} when the receiver, or this sender, is closed
     */
    @CheckReturnValue
    public Future<Void> send(T value) {
      Objects.requireNonNull(value, "value");
      return isUsed() ? Future.failed(senderClosed()) : core.send(value);
    }

    /** Sends a value if a slot is free and nobody waits for one. Does not wait. */
    public TrySendResult trySend(T value) {
      Objects.requireNonNull(value, "value");
      return isUsed() ? TrySendResult.CLOSED : core.trySend(value);
    }

    /**
     * Waits for a slot, into which a value can be put later without waiting; costs a unit of the cooperative budget.
     *
     * @return a future that fails with {@link ClosedException} when the receiver, or this sender, is closed
     */
    @CheckReturnValue
    public Future<SendPermit<T>> reserve() {
      return reserveMany(1).map(permits -> permits.get(0));
    }

    /**
     * As {@link #reserve()} for {@code n} slots at once.
     *
     * @param n 0 to {@link #maxCapacity()}
     * @throws IllegalArgumentException when {@code n} is negative, or more than will ever be free
     */
    @CheckReturnValue
    public Future<List<SendPermit<T>>> reserveMany(int n) {
      requireSlots(n);
      return isUsed() ? Future.failed(senderClosed()) : new MpscReserve<>(core, n);
    }

    /** As {@link #reserve()} without waiting: empty when no slot is free, somebody waits for one, or the channel is closed. */
    public Optional<SendPermit<T>> tryReserve() {
      return tryReserveMany(1).map(permits -> permits.get(0));
    }

    /**
     * As {@link #tryReserve()} for {@code n} slots at once.
     *
     * @param n 0 to {@link #maxCapacity()}
     * @throws IllegalArgumentException when {@code n} is negative, or more than will ever be free
     */
    public Optional<List<SendPermit<T>>> tryReserveMany(int n) {
      requireSlots(n);
      if (isUsed() || core.slots().tryAcquire(n) != Verdict.GRANTED) { return Optional.empty(); }
      return Optional.of(Stream.generate(() -> new SendPermit<>(core)).limit(n).toList());
    }

    private void requireSlots(int n) {
      if (n < 0 || n > core.capacity()) {
        throw new IllegalArgumentException("n must be 0 to the capacity of " + core.capacity() + ", but was " + n);
      }
    }

    /**
     * As {@link #send}, blocking the calling plain thread.
     *
     * @throws IllegalStateException in async code: await {@link #send} there
     * @throws ClosedException when the receiver, or this sender, is closed
     * @throws java.util.concurrent.CompletionException around an {@link InterruptedException}, with the flag set again
     */
    public void blockingSend(T value) {
      BlockingWait.await(send(value), "blockingSend()", "await send() instead");
    }

    /**
     * Another sender of this channel, to be closed for itself.
     *
     * @throws ClosedException when this sender is closed
     */
    public Sender<T> copy() {
      if (isUsed()) { throw senderClosed(); }
      return new Sender<>(core);
    }

    /** A reference that does not keep the channel open. */
    public WeakSender<T> downgrade() {
      return new WeakSender<>(core);
    }

    /** How many senders of this channel are not closed. */
    public int senderCount() {
      return core.senders();
    }

    /** Whether both send to the same receiver. */
    public boolean sameChannel(Sender<?> other) {
      return core == other.core;
    }

    /** Lets go of the channel; with the last sender it ends. A second call does nothing, nor count. */
    @Override
    public void close() {
      if (use()) {
        core.removeSender();
      }
    }

    /** Whether a send would fail: the receiver, or this sender, is closed. */
    public boolean isClosed() {
      return isUsed() || core.isClosed();
    }

    /** Waits until the receiver is closed; costs a unit of the cooperative budget. */
    @CheckReturnValue
    public Future<Void> closed() {
      return new MpscClosed(core);
    }

    /** How many slots are free now; {@link Integer#MAX_VALUE} when unbounded. */
    public int capacity() {
      return core.freeSlots();
    }

    /** How many slots there are; {@link Integer#MAX_VALUE} when unbounded. */
    public int maxCapacity() {
      return core.capacity();
    }

    private static ClosedException senderClosed() {
      return new ClosedException("this sender was closed: copy() it before, for whoever still sends");
    }
  }

  /**
   * A reference to a channel that does not count as one of its senders. Any thread.
   *
   * @param <T> type of the values
   */
  public static final class WeakSender<T> {
    private final MpscCore<T> core;

    WeakSender(MpscCore<T> core) {
      this.core = core;
    }

    /** A sender, to be closed for itself; empty when all senders are closed, for then the channel has ended. */
    public Optional<Sender<T>> upgrade() {
      return core.tryAddSender() ? Optional.of(new Sender<>(core, false)) : Optional.empty();
    }
  }

  /**
   * The end that receives. For one thread at a time.
   *
   * @param <T> type of the values
   */
  public static final class Receiver<T> extends MpscEnd<T> implements AutoCloseable {
    long after1, after2, after3, after4, after5, after6, after7, after8;

    Receiver(MpscCore<T> core) {
      super(core);
    }

    /**
     * The next value; costs a unit of the cooperative budget.
     *
     * @return a future of the value, or of empty when the channel has ended
     */
    @CheckReturnValue
    public Future<Optional<T>> recv() {
      return new MpscRecv<>(core);
    }

    /**
     * The next values, as many as are there; waits for the first; costs a unit of the cooperative budget.
     *
     * @param limit at most so many; 0 gives an empty list at once
     * @return a future of the values, at least one, or of an empty list when the channel has ended
     * @throws IllegalArgumentException when {@code limit} is negative
     */
    @CheckReturnValue
    public Future<List<T>> recvMany(int limit) {
      return Require.atLeast("limit", limit, 0) == 0 ? Future.ready(List.of()) : new MpscRecvMany<>(core, limit);
    }

    /** The next value if there is one. Does not wait; {@link #isEnded()} tells "not yet" from "never". */
    public Optional<T> tryRecv() {
      return Optional.ofNullable(core.take());
    }

    /**
     * As {@link #recv()}, blocking the calling plain thread.
     *
     * @throws IllegalStateException in async code: await {@link #recv()} there
     * @throws java.util.concurrent.CompletionException around an {@link InterruptedException}, with the flag set again
     */
    public Optional<T> blockingRecv() {
      return BlockingWait.await(recv(), "blockingRecv()", "await recv() instead");
    }

    /** As {@link #recvMany}, blocking the calling plain thread; errors as of {@link #blockingRecv()}. */
    public List<T> blockingRecvMany(int limit) {
      return BlockingWait.await(recvMany(limit), "blockingRecvMany()", "await recvMany() instead");
    }

    /** Makes all sends fail, those that wait too. What is in the channel, and what has a permit, still comes. Idempotent. */
    @Override
    public void close() {
      if (use()) {
        core.close();
      }
    }

    /** Whether nothing will come any more: the channel is closed, empty, and no permit is out. */
    public boolean isEnded() {
      return core.reachesEnd();
    }

    /** Whether sends fail: this receiver, or all senders, were closed. There may still be values in the channel. */
    public boolean isClosed() {
      return core.isClosed() || core.senders() == 0;
    }

    /** How many senders of this channel are not closed. */
    public int senderCount() {
      return core.senders();
    }

    /** How many values are in the channel. */
    public int size() {
      return core.size();
    }
  }

  /**
   * The right to send one value without waiting. It holds a slot until it is used or closed.
   *
   * @param <T> type of the value
   */
  public static final class SendPermit<T> extends OneUse implements AutoCloseable {
    private final MpscCore<T> core;

    SendPermit(MpscCore<T> core) {
      this.core = core;
    }

    /**
     * Sends; also after the channel was closed, and the receiver waits for it.
     *
     * @throws IllegalStateException when this permit was used or closed before
     */
    public void send(T value) {
      Objects.requireNonNull(value, "value");
      if (!use()) { throw new IllegalStateException("this permit was used or closed: reserve() another one"); }
      core.sendReserved(value);
    }

    /** Gives the slot back, unless a value was sent. A second call does nothing. */
    @Override
    public void close() {
      if (use()) {
        core.giveBack(1);
      }
    }
  }
}
