package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.PollProbe;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever completes the view of a task before the task does, as time limiters do, has no use for the task. */
@Timeout(60)
class CompletedFromOutsideTest {
  static Stream<Named<Consumer<CompletableFuture<String>>>> ways() {
    return Stream.of(
        Named.of("complete", view -> view.complete("another")),
        Named.of("completeExceptionally", view -> view.completeExceptionally(new IllegalStateException("enough"))),
        Named.of("completeAsync", view -> view.completeAsync(() -> "another")),
        Named.of("completeAsync that fails", view -> view.completeAsync(() -> {
          throw new IllegalStateException("enough");
        })),
        Named.of("orTimeout", view -> view.orTimeout(1, TimeUnit.MILLISECONDS)),
        Named.of("completeOnTimeout", view -> view.completeOnTimeout("another", 1, TimeUnit.MILLISECONDS)),
        Named.of("cancel", view -> view.cancel(true)),
        Named.of("obtrudeValue", view -> view.obtrudeValue("another")),
        Named.of("obtrudeException", view -> view.obtrudeException(new IllegalStateException("enough"))));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theTaskIsAborted(Consumer<CompletableFuture<String>> way) {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
      PollProbe<String> never = new PollProbe<>();
      CompletableFuture<String> view = runtime.spawn(never).toCompletableFuture();
      way.accept(view);
      Latches.until("dropped", never::isDropped);
      assertThat(view).isDone();
      Latches.until("counted", () -> runtime.metrics().cancelledTasksCount() == 1);
    }
  }

  @Test
  void aStageThatWasMadeFromItDoesNotReachTheTask() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
      CompletableFuture<Void> goOn = new CompletableFuture<>();
      CompletableFuture<String> view = runtime.spawn(Future.from(goOn).map(nothing -> "own")).toCompletableFuture();
      view.thenApply(String::length).cancel(true);
      goOn.complete(null);
      assertThat(view.join()).isEqualTo("own");
    }
  }

  @Test
  void whoComesAfterTheTaskChangesNothing() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
      CompletableFuture<String> view = runtime.spawn(cx -> Poll.ready("own")).toCompletableFuture();
      assertThat(view.join()).isEqualTo("own");
      assertThat(view.complete("another")).isFalse();
      assertThat(view.join()).isEqualTo("own");
      assertThat(runtime.metrics().cancelledTasksCount()).isZero();
    }
  }
}
