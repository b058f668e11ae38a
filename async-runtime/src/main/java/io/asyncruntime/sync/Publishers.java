package io.asyncruntime.sync;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.task.Spawner;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Channels for code that speaks {@link Flow}, the reactive streams of the JDK; {@code Futures.first} is the way back.
 *
 * <pre>{@code
 * Mpsc<Job> jobs = Mpsc.bounded(100);
 * Flow.Publisher<Job> published = Publishers.of(jobs.receiver(), runtime);
 * published.subscribe(subscriber);
 * }</pre>
 *
 * <p>Each subscription is one task of the runtime, named {@code publisher}: it signals the subscriber on the runtime's threads, no
 * more elements than were requested, and the subscriber's methods must not block. A subscriber that throws ends its subscription,
 * and the throwable is that of the task. When the runtime is shut down a subscriber that was not told of an end before gets a
 * {@link ClosedException}.
 *
 * <p>The end of a channel is signalled when the subscriber has asked for more than there was, or had received everything before.
 *
 * <p><b>Fairness:</b> a subscription gives way to other tasks as any receiver of the channel does. <b>Cancellation:</b> cancelling
 * closes the receiver, and what it had not received is lost. <b>Threads:</b> any thread may publish, subscribe, request and cancel.
 */
public final class Publishers {
  private Publishers() {}

  /**
   * As {@link #of(Mpsc.Receiver, Spawner)}, on the runtime that is current at this call.
   *
   * @throws IllegalStateException when no runtime is current
   */
  public static <T> Flow.Publisher<T> of(Mpsc.Receiver<T> receiver) {
    return of(receiver, currentRuntime());
  }

  /**
   * What comes out of a channel, for one subscriber; a second one gets an {@link IllegalStateException}.
   *
   * @param receiver is the publisher's from now on; closed when the subscriber cancels, so senders notice
   * @param runtime where the task runs that signals the subscriber: an {@code AsyncRuntime}, as a rule
   * @param <T> type of the values
   */
  public static <T> Flow.Publisher<T> of(Mpsc.Receiver<T> receiver, Spawner runtime) {
    Objects.requireNonNull(receiver, "receiver");
    Objects.requireNonNull(runtime, "runtime");
    AtomicBoolean taken = new AtomicBoolean();
    return subscriber -> {
      Objects.requireNonNull(subscriber, "subscriber");
      if (taken.compareAndSet(false, true)) {
        ChannelSubscription.start(subscriber, ChannelSource.of(receiver), runtime);
      } else {
        refuse(subscriber);
      }
    };
  }

  /**
   * As {@link #of(Broadcast, Spawner)}, on the runtime that is current at this call.
   *
   * @throws IllegalStateException when no runtime is current
   */
  public static <T> Flow.Publisher<T> of(Broadcast<T> broadcast) {
    return of(broadcast, currentRuntime());
  }

  /**
   * What is sent to all, for any number of subscribers. Each gets what is sent after it subscribed. One that requests too slowly,
   * so that values were overwritten, gets a {@link LaggedException} as its error.
   *
   * @param broadcast stays with who sends
   * @param runtime where the tasks run that signal the subscribers: an {@code AsyncRuntime}, as a rule
   * @param <T> type of the values
   */
  public static <T> Flow.Publisher<T> of(Broadcast<T> broadcast, Spawner runtime) {
    Objects.requireNonNull(broadcast, "broadcast");
    Objects.requireNonNull(runtime, "runtime");
    return subscriber -> {
      Objects.requireNonNull(subscriber, "subscriber");
      ChannelSubscription.start(subscriber, ChannelSource.of(broadcast.subscribe()), runtime);
    };
  }

  /** An error may only follow a subscription, so there is one that does nothing. */
  private static void refuse(Flow.Subscriber<?> subscriber) {
    subscriber.onSubscribe(new NoSubscription());
    subscriber.onError(new IllegalStateException(
        "this channel has one receiver, and that has a subscriber: use a Broadcast where several shall get every value"));
  }

  private static Spawner currentRuntime() {
    RuntimeRef current = Ambient.current().runtime;
    if (current != null && current.facade() instanceof Spawner runtime) { return runtime; }
    throw new IllegalStateException("no runtime is current on this thread to signal subscribers on:"
        + " give it as the second argument, or call this inside a task or after AsyncRuntime.enter()");
  }

  private record NoSubscription() implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
