package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.UnhandledPanic;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.task.JoinHandle;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@Timeout(60)
class FuturePublisherTest {
  private final AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void aValueIsOneElement() {
    StepVerifier.create(publisher(Future.ready("a"))).expectNext("a").verifyComplete();
  }

  @Test
  void nullIsNone() {
    StepVerifier.create(publisher(Future.ready(null))).verifyComplete();
  }

  @Test
  void aFailureIsTheOriginal() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    StepVerifier.create(publisher(Future.failed(failure))).verifyErrorMatches(error -> error == failure);
  }

  /** Spring has a handler for it, as it has for a result: the policy for panics, and who watches their number, stay out of it. */
  @Test
  void aFailureIsNoPanic() {
    try (AsyncRuntime strict = AsyncRuntime.multiThread().workerThreads(1)
        .unhandledPanic(UnhandledPanic.SHUTDOWN_RUNTIME).build()) {
      StepVerifier.create(new FuturePublisher<>(Future.failed(new IOException("on purpose")), () -> strict))
          .verifyError(IOException.class);
      StepVerifier.create(new FuturePublisher<>(Future.ready("a"), () -> strict)).expectNext("a").verifyComplete();
      assertThat(strict.metrics().panickedTasksCount()).isZero();
      assertThat(strict.metrics().completedTasksCount()).isEqualTo(2);
    }
  }

  @Test
  void anErrorIsAPanic() {
    AssertionError error = new AssertionError("on purpose");
    StepVerifier.create(publisher(cx -> {
      throw error;
    })).verifyErrorMatches(failure -> failure == error);
    assertThat(runtime.metrics().panickedTasksCount()).isOne();
  }

  @Test
  void aFailureOfATaskOfOnesOwnIsAPanic() {
    StepVerifier.create(publisher(runtime.spawn(Future.failed(new IOException("on purpose")))))
        .verifyError(IOException.class);
    assertThat(runtime.metrics().panickedTasksCount()).isOne();
  }

  @Test
  void nothingIsSpawnedBeforeTheFirstRequest() {
    StepVerifier.create(publisher(Future.ready("a")), 0).then(() -> assertThat(runtime.metrics().spawnedTasksCount())
        .isZero()).thenRequest(1).expectNext("a").verifyComplete();
  }

  @Test
  void aCancelDropsTheFuture() throws Exception {
    Dropped future = new Dropped();
    StepVerifier.create(publisher(future)).thenAwait().thenCancel().verify();
    future.dropped.await();
    assertThat(future.dropped.getCount()).isZero();
  }

  @Test
  void aCancelBeforeAnyRequestDropsTheFutureToo() {
    Dropped future = new Dropped();
    StepVerifier.create(publisher(future), 0).thenCancel().verify();
    assertThat(future.dropped.getCount()).isZero();
    assertThat(runtime.metrics().spawnedTasksCount()).isZero();
  }

  @Test
  void aCancelAbortsARunningTask() throws Exception {
    Dropped future = new Dropped();
    JoinHandle<String> handle = runtime.spawn(future);
    StepVerifier.create(publisher(handle)).thenCancel().verify();
    future.dropped.await();
    assertThat(future.dropped.getCount()).isZero();
  }

  @Test
  void aRequestOfNothingIsAnError() {
    Dropped future = new Dropped();
    StepVerifier.create(Flux.from(subscriber -> publisher(future).subscribe(new BaseSubscriber<String>() {
      @Override
      protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
        subscription.request(0);
      }

      @Override
      protected void hookOnError(Throwable error) {
        Flux.<String>error(error).subscribe(subscriber);
      }
    }))).verifyError(IllegalArgumentException.class);
    assertThat(future.dropped.getCount()).isZero();
  }

  private <T> Publisher<T> publisher(Future<T> future) {
    return new FuturePublisher<>(future, () -> runtime);
  }

  private static final class Dropped implements Future<String> {
    private final CountDownLatch dropped = new CountDownLatch(1);

    @Override
    public Poll<String> poll(Context cx) {
      return Poll.pending();
    }

    @Override
    public void drop() {
      dropped.countDown();
    }
  }
}
