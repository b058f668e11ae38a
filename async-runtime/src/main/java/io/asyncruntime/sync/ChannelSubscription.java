package io.asyncruntime.sync;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.AtomicWaker;
import io.asyncruntime.task.Spawner;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One subscription of a {@link Publishers publisher}, and the body of its task, which alone signals the subscriber: so signals
 * are serial, and a request from inside a signal only adds to what the task's loop looks at next.
 *
 * <p>The subscriber's side writes {@code requested}, {@code refused} or {@code cancelled} and then wakes; the task registers its
 * waker and then reads them (see {@link AtomicWaker}), so no request is lost.
 *
 * @param <T> type of the values
 */
final class ChannelSubscription<T> implements Flow.Subscription, Future<Void> {
  /** Demand that is never used up, as the specification says. */
  private static final long UNBOUNDED = Long.MAX_VALUE;

  private final ChannelSource<T> source;
  private final AtomicWaker task = new AtomicWaker();
  private final AtomicLong requested = new AtomicLong(); // added to by any thread, taken from by the task
  private volatile boolean cancelled; // set by any thread
  private volatile long refused = 1; // a request that is an error, which is below 1; written by any thread
  private Flow.@Nullable Subscriber<? super T> subscriber; // the task only; null once the subscriber was told of the end
  private @Nullable Future<Optional<T>> receiving; // the task only

  private ChannelSubscription(Flow.Subscriber<? super T> subscriber, ChannelSource<T> source) {
    this.subscriber = subscriber;
    this.source = source;
  }

  /** Hands the subscriber its subscription on the calling thread, then spawns the task for all other signals. */
  static <T> void start(Flow.Subscriber<? super T> subscriber, ChannelSource<T> source, Spawner runtime) {
    ChannelSubscription<T> subscription = new ChannelSubscription<>(subscriber, source);
    boolean begun = false;
    try {
      subscriber.onSubscribe(subscription);
      begun = true;
    } finally {
      if (!begun) {
        source.close().run(); // a subscriber that throws here never began
      }
    }
    runtime.spawn("publisher", subscription).drop();
  }

  @Override
  public void request(long n) {
    if (n > 0) {
      requested.accumulateAndGet(n, (had, more) -> had > UNBOUNDED - more ? UNBOUNDED : had + more);
    } else {
      refused = n;
    }
    task.wake();
  }

  @Override
  public void cancel() {
    cancelled = true;
    task.wake();
  }

  @Override
  public Poll<Void> poll(Context cx) throws Exception {
    task.register(cx.waker()); // before the subscriber's wishes are read for the last time
    Flow.Subscriber<? super T> target = subscriber;
    while (target != null) {
      if (isOver(target)) {
        target = null;
      } else if (requested.get() == 0 || !signalNext(target, cx)) {
        return Poll.pending();
      } else {
        target = subscriber;
      }
    }
    return Poll.ready(null);
  }

  /** Whether there is nothing more to signal, of which the subscriber is told where it is entitled to know. */
  private boolean isOver(Flow.Subscriber<? super T> target) {
    if (cancelled) {
      end();
    } else if (refused < 1) {
      end();
      target.onError(
          new IllegalArgumentException("a subscriber must request 1 or more (rule 3.9), but requested " + refused));
    } else if (receiving == null && source.ended().getAsBoolean()) {
      end();
      target.onComplete();
    }
    return subscriber == null;
  }

  /** Signals what the channel gives next. False when it gives nothing yet. */
  private boolean signalNext(Flow.Subscriber<? super T> target, Context cx) {
    Poll<Optional<T>> answer;
    try {
      answer = receive(cx);
    } catch (Exception failure) {
      receiving = null;
      end();
      target.onError(failure);
      return true;
    }
    if (!answer.isReady()) { return false; }
    receiving = null;
    signal(target, answer.value());
    return true;
  }

  private Poll<Optional<T>> receive(Context cx) throws Exception {
    Future<Optional<T>> next = receiving;
    if (next == null) {
      next = source.next().get();
      receiving = next;
    }
    return next.poll(cx);
  }

  private void signal(Flow.Subscriber<? super T> target, Optional<T> value) {
    if (value.isEmpty()) {
      end();
      target.onComplete();
      return;
    }
    requested.updateAndGet(demand -> demand == UNBOUNDED ? UNBOUNDED : demand - 1);
    boolean taken = false;
    try {
      target.onNext(value.get());
      taken = true;
    } finally {
      if (!taken) {
        end(); // a subscriber that throws is as good as one that cancels; the throwable is the task's
      }
    }
  }

  /** The task is dropped: the runtime is shut down, or somebody aborted it. */
  @Override
  public void drop() {
    Flow.Subscriber<? super T> target = subscriber;
    if (target == null) { return; }
    end();
    if (!cancelled) {
      target.onError(new ClosedException("the task of this subscription was dropped, as its runtime was shut down"));
    }
  }

  /** Lets go of the subscriber and the channel; once. */
  private void end() {
    subscriber = null;
    Future<Optional<T>> unfinished = receiving;
    receiving = null;
    if (unfinished != null) {
      unfinished.drop();
    }
    source.close().run();
  }
}
