package io.asyncruntime.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Futures;
import io.asyncruntime.task.EnterGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link Publishers} promise beyond the TCK, on a runtime that only this test's thread drives. */
class PublishersTest {
  private final AsyncRuntime runtime = AsyncRuntime.currentThread().build();
  private final Mpsc<String> channel = Mpsc.bounded(8);
  private final Recorder recorder = new Recorder();

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void givesWhatIsRequestedAndNoMore() {
    Publishers.of(channel.receiver(), runtime).subscribe(recorder);
    send("a", "b", "c");
    recorder.subscription.request(2);
    settle();
    assertThat(recorder.signals).containsExactly("a", "b");
    assertThat(channel.receiver().size()).isEqualTo(1);
  }

  @Test
  void completesAfterTheLastValueWithoutAnotherRequest() {
    Publishers.of(channel.receiver(), runtime).subscribe(recorder);
    send("a");
    channel.sender().close();
    recorder.subscription.request(1);
    settle();
    assertThat(recorder.signals).containsExactly("a", "complete");
  }

  @Test
  void cancelClosesTheReceiverSoThatSendersNotice() {
    Publishers.of(channel.receiver(), runtime).subscribe(recorder);
    recorder.subscription.request(1);
    settle();
    recorder.subscription.cancel();
    settle();
    assertThat(channel.sender().isClosed()).isTrue();
    assertThat(recorder.signals).isEmpty();
    assertThat(runtime.metrics().numAliveTasks()).isZero();
  }

  @Test
  void aSecondSubscriberOfOneReceiverIsRefused() {
    Flow.Publisher<String> publisher = Publishers.of(channel.receiver(), runtime);
    publisher.subscribe(new Recorder());
    publisher.subscribe(recorder);
    assertThat(recorder.signals).containsExactly("IllegalStateException");
  }

  @Test
  void aSubscriberThatThrowsEndsItsSubscription() {
    Publishers.of(channel.receiver(), runtime).subscribe(recorder);
    recorder.failure = new IllegalArgumentException("I do not like it");
    recorder.subscription.request(2);
    send("a", "b");
    settle();
    assertThat(recorder.signals).containsExactly("a");
    assertThat(channel.sender().isClosed()).isTrue();
    assertThat(runtime.metrics().panickedTasksCount()).isEqualTo(1);
  }

  @Test
  void aSubscriberThatThrowsInOnSubscribeNeverBegan() {
    IllegalArgumentException refusal = new IllegalArgumentException("not now");
    Recorder bad = new Recorder() {
      @Override
      public void onSubscribe(Flow.Subscription given) {
        throw refusal;
      }
    };
    assertThatThrownBy(() -> Publishers.of(channel.receiver(), runtime).subscribe(bad))
        .isSameAs(refusal);
    assertThat(channel.sender().isClosed()).isTrue();
  }

  @Test
  void shutdownTellsTheSubscriber() {
    Publishers.of(channel.receiver(), runtime).subscribe(recorder);
    recorder.subscription.request(1);
    settle();
    runtime.close();
    assertThat(recorder.signals).containsExactly("ClosedException");
    Recorder late = new Recorder();
    Publishers.of(Mpsc.<String>bounded(1).receiver(), runtime).subscribe(late);
    assertThat(late.signals).containsExactly("ClosedException");
  }

  @Test
  void everySubscriberOfABroadcastGetsWhatIsSentAfterItCame() {
    Broadcast<String> news = Broadcast.channel(4);
    Flow.Publisher<String> publisher = Publishers.of(news, runtime);
    Recorder early = new Recorder();
    publisher.subscribe(early);
    news.send("a");
    publisher.subscribe(recorder);
    news.send("b");
    news.close();
    early.subscription.request(Long.MAX_VALUE);
    recorder.subscription.request(Long.MAX_VALUE);
    settle();
    assertThat(early.signals).containsExactly("a", "b", "complete");
    assertThat(recorder.signals).containsExactly("b", "complete");
    assertThat(news.receiverCount()).isZero();
  }

  @Test
  void aSlowSubscriberOfABroadcastLags() {
    Broadcast<String> news = Broadcast.channel(1);
    Publishers.of(news, runtime).subscribe(recorder);
    news.send("a");
    news.send("b");
    recorder.subscription.request(1);
    settle();
    assertThat(recorder.signals).containsExactly("LaggedException");
  }

  @Test
  void theFirstElementOfAChannelAsAFuture() {
    send("a", "b");
    assertThat(runtime.blockOn(Futures.first(Publishers.of(channel.receiver(), runtime)))).contains("a");
  }

  @Test
  void withoutARuntimeTheCurrentOneIsUsed() {
    EnterGuard entered = runtime.enter();
    Publishers.of(channel.receiver()).subscribe(recorder);
    Publishers.of(Broadcast.<String>channel(1)).subscribe(new Recorder());
    entered.close();
    assertThat(runtime.metrics().numAliveTasks()).isEqualTo(2);
    assertThatIllegalStateException().isThrownBy(() -> Publishers.of(Mpsc.bounded(1).receiver()))
        .withMessageContaining("second argument");
  }

  @Test
  void nullFailsAtTheCall() {
    assertThatNullPointerException().isThrownBy(() -> Publishers.of((Mpsc.Receiver<String>) null, runtime));
    assertThatNullPointerException().isThrownBy(() -> Publishers.of((Broadcast<String>) null, runtime));
    assertThatNullPointerException().isThrownBy(() -> Publishers.of(channel.receiver(), null));
    assertThatNullPointerException().isThrownBy(() -> Publishers.of(channel.receiver(), runtime).subscribe(null));
  }

  private void send(String... values) {
    for (String value : values) {
      assertThat(channel.sender().trySend(value)).isEqualTo(TrySendResult.OK);
    }
  }

  /** Lets all ready tasks run. */
  private void settle() {
    for (int i = 0; i < 4; i++) {
      runtime.blockOn(Async.yieldNow());
    }
  }

  private static class Recorder implements Flow.Subscriber<String> {
    final List<String> signals = new ArrayList<>();
    Flow.Subscription subscription;
    RuntimeException failure;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(String element) {
      signals.add(element);
      if (failure != null) { throw failure; }
    }

    @Override
    public void onError(Throwable error) {
      signals.add(error.getClass().getSimpleName());
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }
  }
}
