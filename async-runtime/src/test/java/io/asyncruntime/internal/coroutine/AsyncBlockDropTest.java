package io.asyncruntime.internal.coroutine;

import static io.asyncruntime.Async.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.task.CancelledError;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to the body of an async block that is given up. */
class AsyncBlockDropTest {
  private final RecordingWaker waker = new RecordingWaker();
  private final List<String> journal = new ArrayList<>();
  private final PollProbe<String> never = new PollProbe<String>("never").recordingIn(journal);

  @AfterEach
  void leave() {
    Ambient.current().runtime = null;
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void beforeItsStartNothingRuns(CoroutineEngine engine) {
    Engines.use(engine);
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      journal.add("ran");
      return await(never);
    });
    block.drop();
    block.drop();
    assertThat(journal).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void whileSuspendedItUnwindsFromInnerToOuter(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      try {
        return await(AsyncBlocks.of(() -> {
          try {
            return await(never);
          } finally {
            journal.add("inner");
          }
        }));
      } catch (CancelledError cancelled) {
        journal.add("cancelled");
        throw cancelled;
      } finally {
        journal.add("outer");
      }
    });
    block.poll(waker);
    block.drop();
    assertThat(journal).containsExactly("poll never", "drop never", "inner", "cancelled", "outer");
    block.drop();
    assertThat(journal).hasSize(5);
    assertThatThrownBy(() -> block.poll(waker)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("drop()");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aCatchOfExceptionDoesNotStopIt(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      try {
        return await(never);
      } catch (Exception e) {
        journal.add("caught");
        return "swallowed";
      }
    });
    block.poll(waker);
    block.drop();
    assertThat(journal).containsExactly("poll never", "drop never");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void anAwaitInFinallyWorksWhenItIsReadyAndElseIsCancelledAgain(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    PollProbe<String> tooLate = new PollProbe<String>("too late").recordingIn(journal);
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      try {
        return await(never);
      } finally {
        try {
          journal.add(await(Future.ready("ready")));
          await(tooLate);
        } finally {
          journal.add("end");
        }
      }
    });
    block.poll(waker);
    block.drop();
    assertThat(journal).containsExactly("poll never", "drop never", "ready", "poll too late", "drop too late", "end");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void anAwaitWhileUnwindingIgnoresAnEmptyBudget(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    Ambient here = Ambient.current();
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      try {
        return await(never);
      } finally {
        journal.add("budget " + Ambient.current().budget);
      }
    });
    block.poll(waker);
    here.budget = 0;
    block.drop();
    assertThat(here.budget).isZero();
    here.budget = Ambient.UNCONSTRAINED;
    assertThat(journal).contains("budget " + Ambient.UNCONSTRAINED);
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void whatItsCleanUpThrowsComesOutOfDrop(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    IllegalArgumentException failure = new IllegalArgumentException("clean-up");
    AsyncBlock<String> failing = AsyncBlocks.of(() -> {
      try {
        return await(never);
      } catch (CancelledError cancelled) {
        throw failure;
      }
    });
    failing.poll(waker);
    assertThatThrownBy(failing::drop).isSameAs(failure);
    PollProbe<String> another = new PollProbe<>();
    AsyncBlock<String> wrapping = AsyncBlocks.of(() -> {
      try {
        return await(another);
      } catch (Throwable cancelled) {
        throw new IllegalStateException("wrapped", cancelled);
      }
    });
    wrapping.poll(waker);
    assertThatCode(wrapping::drop).doesNotThrowAnyException();
    assertThat(another.isDropped()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aFutureWhoseDropThrowsDoesNotStopTheUnwinding(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    never.onDrop(() -> {
      throw new IllegalArgumentException("drop");
    });
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      try {
        return await(never);
      } finally {
        journal.add("finally");
      }
    });
    block.poll(waker);
    assertThatThrownBy(block::drop).isInstanceOf(IllegalArgumentException.class).hasMessage("drop");
    assertThat(journal).containsExactly("poll never", "drop never", "finally");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void aBodyThatSwallowsItsCancellationForEverIsCutOffAndReported(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    AtomicInteger swallowed = new AtomicInteger();
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      while (true) {
        try {
          await(Future.pending());
        } catch (Throwable cancelled) {
          swallowed.incrementAndGet();
        }
      }
    });
    block.poll(waker);
    List<String> logged = logOf(block::drop);
    assertThat(swallowed).hasValue(BlockBody.MAX_CANCELLATIONS);
    assertThat(logged).hasSize(1);
    assertThat(logged.get(0)).contains("CancelledError").contains("AsyncBlockDropTest");
    assertThat(Ambient.current().coroutine).isNull();
    assertThat(AsyncBlocks.of(() -> "the poller goes on").poll(waker).isReady()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void afterItsEndNothingHappens(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      journal.add("ran");
      return "done";
    });
    block.poll(waker);
    block.drop();
    assertThat(journal).containsExactly("ran");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void isRefusedInsideItsOwnPoll(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    List<AsyncBlock<String>> self = new ArrayList<>();
    self.add(AsyncBlocks.of(() -> {
      self.get(0).drop();
      return "not reached";
    }));
    assertThatThrownBy(() -> self.get(0).poll(waker)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("while it runs");
  }

  @ParameterizedTest
  @MethodSource("io.asyncruntime.internal.coroutine.Engines#all")
  void runsOnTheDroppersControlWithItsPlace(CoroutineEngine engine) throws Exception {
    Engines.use(engine);
    Ambient here = Ambient.current();
    AsyncBlock<String> block = AsyncBlocks.of(() -> {
      try {
        return await(never);
      } finally {
        journal.add(String.valueOf(Ambient.current() == here));
        journal.add(String.valueOf(Ambient.current().inAsyncCode()));
      }
    });
    block.poll(waker);
    block.drop();
    assertThat(journal).containsExactly("poll never", "drop never", "true", "true");
  }

  private static List<String> logOf(Runnable action) {
    List<String> messages = new ArrayList<>();
    Handler handler = new Handler() {
      @Override
      public void publish(LogRecord entry) {
        messages.add(entry.getMessage());
      }

      @Override
      public void flush() {
        // nothing is buffered
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
    Logger logger = Logger.getLogger("io.asyncruntime.async");
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      action.run();
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(handler);
    }
    return messages;
  }
}
