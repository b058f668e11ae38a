package io.asyncruntime.sync;

import static io.asyncruntime.Async.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.testkit.Tck;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The publishers of channels, by the rules of the Reactive Streams TCK. */
class PublishersTckTest {
  private static final AsyncRuntime RUNTIME = AsyncRuntime.multiThread().workerThreads(2).build();

  @AfterAll
  static void close() {
    RUNTIME.close();
  }

  @TestFactory
  Stream<DynamicTest> aBoundedChannel() {
    return Tck.testsOf(OfMpsc::new);
  }

  @TestFactory
  Stream<DynamicTest> aBroadcast() {
    return Tck.testsOf(OfBroadcast::new);
  }

  @Test
  void theTckHasItsTests() {
    assertThat(Tck.testsOf(OfMpsc::new)).hasSizeGreaterThan(30);
  }

  /** What all verifications here say. Public, for the TCK's tests are called by reflection. */
  public abstract static class Verification extends FlowPublisherVerification<Long> {
    Verification() {
      super(new TestEnvironment(Tck.SIGNAL_MILLIS, Tck.SILENCE_MILLIS, Tck.SILENCE_MILLIS), Tck.COLLECT_MILLIS);
    }
  }

  /** A feeder that waits for free slots fills the channel. */
  public static final class OfMpsc extends Verification {
    private static final int CAPACITY = 4;

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
      Mpsc<Long> channel = Mpsc.bounded(CAPACITY);
      RUNTIME.spawn(() -> {
        try (var sender = channel.sender()) {
          for (long i = 0; i < elements && !sender.isClosed(); i++) {
            await(sender.send(i).recover(closed -> Future.ready(null)));
          }
        }
      });
      return Tck.patient(Publishers.of(channel.receiver(), RUNTIME));
    }

    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
      Flow.Publisher<Long> taken = Publishers.of(Mpsc.<Long>bounded(1).receiver(), RUNTIME);
      taken.subscribe(new CancellingSubscriber());
      return taken;
    }
  }

  /** Each subscriber finds all elements sent as soon as it has subscribed; the channel keeps them for it. */
  public static final class OfBroadcast extends Verification {
    private static final int MOST = 1 << 10;

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
      Broadcast<Long> channel = Broadcast.channel(MOST);
      Flow.Publisher<Long> publisher = Tck.patient(Publishers.of(channel, RUNTIME));
      return subscriber -> {
        publisher.subscribe(subscriber);
        for (long i = 0; i < elements; i++) {
          channel.send(i);
        }
        channel.close();
      };
    }

    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
      return null; // a broadcast refuses nobody
    }

    @Override
    public long maxElementsFromPublisher() {
      return MOST;
    }
  }

  private static final class CancellingSubscriber implements Flow.Subscriber<Long> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(Long element) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onComplete() {}
  }
}
