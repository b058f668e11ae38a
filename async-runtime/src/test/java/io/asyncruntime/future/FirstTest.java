package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.testkit.RecordingWaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** {@link Futures#first}, with a publisher that is played by hand. */
class FirstTest {
  private final HandPlayed publisher = new HandPlayed();
  private final RecordingWaker waker = new RecordingWaker();

  @Test
  void subscribesAtTheFirstPollAndAsksForOne() throws Exception {
    Future<Optional<String>> first = Futures.first(publisher);
    assertThat(publisher.subscriber).isNull();
    assertThat(first.poll(waker).isReady()).isFalse();
    publisher.begin();
    assertThat(publisher.journal).containsExactly("request 1");
    first.drop();
  }

  @Test
  void theFirstElementIsTheValueAndEndsTheSubscription() throws Exception {
    Future<Optional<String>> first = Futures.first(publisher);
    assertThat(first.poll(waker).isReady()).isFalse();
    publisher.begin();
    publisher.subscriber.onNext("a");
    publisher.subscriber.onNext("late");
    publisher.subscriber.onComplete();
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(first.poll(waker).value()).contains("a");
    assertThat(publisher.journal).containsExactly("request 1", "cancel");
    assertThatIllegalStateException().isThrownBy(() -> first.poll(waker));
  }

  @Test
  void aPublisherThatSignalsInSubscribeNeedsOnePoll() throws Exception {
    Future<Optional<String>> first = Futures.first(subscriber -> {
      subscriber.onSubscribe(publisher);
      subscriber.onNext("at once");
    });
    assertThat(first.poll(waker).value()).contains("at once");
    assertThat(waker.wakes()).isZero();
  }

  @Test
  void anEmptyPublisherGivesEmpty() throws Exception {
    Future<Optional<String>> first = Futures.first(publisher);
    assertThat(first.poll(waker).isReady()).isFalse();
    publisher.begin();
    publisher.subscriber.onComplete();
    assertThat(first.poll(waker).value()).isEmpty();
    assertThat(publisher.journal).doesNotContain("cancel");
  }

  @Test
  void theErrorIsTheFailureUnchanged() throws Exception {
    IOException disk = new IOException("disk");
    Future<Optional<String>> first = Futures.first(publisher);
    assertThat(first.poll(waker).isReady()).isFalse();
    publisher.begin();
    publisher.subscriber.onError(disk);
    assertThatThrownBy(() -> first.poll(waker)).isSameAs(disk);
  }

  @Test
  void dropCancelsTheSubscriptionOnce() throws Exception {
    Future<Optional<String>> first = Futures.first(publisher);
    assertThat(first.poll(waker).isReady()).isFalse();
    publisher.begin();
    first.drop();
    first.drop();
    assertThat(publisher.journal).containsExactly("request 1", "cancel");
    publisher.subscriber.onNext("late");
    assertThat(waker.wakes()).isZero();
  }

  @Test
  void dropBeforeThePublisherAnsweredCancelsWhenItDoes() throws Exception {
    Future<Optional<String>> first = Futures.first(publisher);
    assertThat(first.poll(waker).isReady()).isFalse();
    first.drop();
    publisher.begin();
    assertThat(publisher.journal).containsExactly("cancel");
  }

  @Test
  void dropBeforeTheFirstPollSubscribesToNothing() {
    Futures.first(publisher).drop();
    assertThat(publisher.subscriber).isNull();
  }

  @Test
  void nullFailsAtTheCall() {
    assertThatNullPointerException().isThrownBy(() -> Futures.first(null));
  }

  private static final class HandPlayed implements Flow.Publisher<String>, Flow.Subscription {
    private final List<String> journal = new ArrayList<>();
    private Flow.Subscriber<? super String> subscriber;

    @Override
    public void subscribe(Flow.Subscriber<? super String> newcomer) {
      subscriber = newcomer;
    }

    private void begin() {
      subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      journal.add("request " + n);
    }

    @Override
    public void cancel() {
      journal.add("cancel");
    }
  }
}
