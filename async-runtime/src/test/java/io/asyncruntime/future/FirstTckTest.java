package io.asyncruntime.future;

import io.asyncruntime.testkit.Tck;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;

/** The subscriber behind {@link Futures#first}, by the rules of the Reactive Streams TCK. */
class FirstTckTest {
  @TestFactory
  Stream<DynamicTest> theSubscriber() {
    return Tck.testsOf(OfFirst::new);
  }

  /** Public, for the TCK's tests are called by reflection. */
  public static final class OfFirst extends FlowSubscriberBlackboxVerification<Integer> {
    public OfFirst() {
      super(new TestEnvironment(Tck.SIGNAL_MILLIS, Tck.SILENCE_MILLIS, Tck.SILENCE_MILLIS));
    }

    @Override
    public Flow.Subscriber<Integer> createFlowSubscriber() {
      return new FirstFuture<>(subscriber -> {});
    }

    @Override
    public Integer createElement(int element) {
      return element;
    }
  }
}
