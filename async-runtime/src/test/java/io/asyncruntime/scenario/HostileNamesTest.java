package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.metrics.LongPoll;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that somebody sent us, wherever the core shows them: on one line, in reading order, bounded. */
@Timeout(60)
class HostileNamesTest {
  private static final int TEN_MEGABYTES = 10_000_000;

  @TempDir private Path folder;

  static Stream<String> names() {
    return Stream.of("x\r\n2026-01-01 ERROR forged line", "\u001b[31mred\u001b[0m", "\u202Egnp.exe\u2066\u200b",
        "a\0b\u0085c\u2028d\u2029e", "tag\udb40\udc41\ud800half", "<script>alert(1)</script>", "\n".repeat(300),
        "n".repeat(TEN_MEGABYTES), "\ud83d\ude00".repeat(TEN_MEGABYTES / 2), "n".repeat(255) + "\ud83d\ude00");
  }

  /** Fit for a line of a log or a page: nothing moves the cursor, turns the direction, or goes on for ever. */
  private static void assertHarmless(String text) {
    assertThat(text.length()).isLessThan(8 * 256);
    assertThat(text.codePoints()).noneMatch(c -> Character.getType(c) == Character.CONTROL
        || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR || Character.getType(c) == Character.SURROGATE);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aTaskKeepsLittleOfItAndShowsItOnOneLine(String name) {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
      JoinHandle<Void> task = runtime.spawn(name, Future.<Void>pending());
      assertHarmless(task.toString());
      Latches.until("it waits: a running one has a stack",
          () -> runtime.dump().tasks().get(0).status() == TaskStatus.IDLE);
      assertThat(runtime.dump().tasks()).singleElement().extracting(TaskInfo::name).asString()
          .hasSizeLessThanOrEqualTo(256);
      assertThat(runtime.dump().toString().lines()).hasSize(2).allSatisfy(HostileNamesTest::assertHarmless);
      task.abort();
      assertThatExceptionOfType(JoinException.class).isThrownBy(task::join)
          .satisfies(failure -> assertHarmless(failure.getMessage()));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void panicsAndLongPollsAreLoggedAndRecordedOnOneLine(String name) throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    List<RecordedEvent> events = new ArrayList<>();
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    logging(lines, () -> events.addAll(recording(() -> panicAndStayLong(name, failures))));
    assertThat(failures).hasSize(1).allSatisfy(failure -> assertHarmless(failure.getMessage()));
    assertThat(lines).filteredOn(line -> line.contains(" panicked, and nobody holds its JoinHandle")).hasSize(1);
    assertThat(lines).anyMatch(line -> line.contains(", spawned at "));
    // The first line: below that of a long poll stands the stack of its thread.
    assertThat(lines).allSatisfy(line -> assertHarmless(line.lines().findFirst().orElseThrow()));
    assertThat(events).hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(event -> assertHarmless(event.getString("taskName")));
  }

  private static void panicAndStayLong(String name, List<Throwable> failures) {
    CountDownLatch seen = new CountDownLatch(1);
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).longPollThreshold(Duration.ofMillis(5))
        .onLongPoll((LongPoll poll) -> seen.countDown()).build()) {
      JoinHandle<Void> read = runtime.spawn(name, Future.failed(new IllegalStateException("boom")));
      assertThatExceptionOfType(JoinException.class).isThrownBy(read::join).satisfies(failures::add);
      runtime.spawn(name, Future.failed(new IllegalStateException("boom"))).drop();
      runtime.spawn(name, (Future<Integer>) cx -> {
        seen.await();
        return Poll.ready(1);
      }).join();
    }
  }

  @Test
  void namesOfTheRuntimeItsLanesAndThreadsAreRefused() {
    for (String name : names().filter(name -> !name.startsWith("<")).toList()) {
      for (Consumer<AsyncRuntime.Builder> setting : List.<Consumer<AsyncRuntime.Builder>>of(
          builder -> builder.name(name), builder -> builder.threadNamePrefix(name),
          builder -> builder.blockingLane(name, 1, 1))) {
        assertThatIllegalArgumentException().isThrownBy(() -> setting.accept(AsyncRuntime.multiThread()))
            .satisfies(failure -> assertHarmless(failure.getMessage())).withMessageContaining(
                name.isBlank() ? "must not be blank" : "must have at most 256 characters and no control");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void askingForALaneThatIsNotThereSaysSoOnOneLine(String name) {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
      assertThatIllegalArgumentException().isThrownBy(() -> runtime.blockingLane(name))
          .satisfies(failure -> assertHarmless(failure.getMessage()));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aMutexIsNamedOnOneLineOrNotAtAll(String name) {
    if (name.length() > 256) {
      assertThatIllegalArgumentException().isThrownBy(() -> Mutex.named(name, 1))
          .satisfies(failure -> assertHarmless(failure.getMessage()));
    } else if (!name.isBlank()) {
      assertHarmless(Mutex.named(name, 1).toString());
    }
  }

  private List<RecordedEvent> recording(Runnable work) {
    Path file = folder.resolve("runtime.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("io.asyncruntime.LongPoll");
      recording.enable("io.asyncruntime.TaskPanic");
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().startsWith("io.asyncruntime.") && event.hasField("taskName"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void logging(List<String> lines, Runnable work) {
    Logger logger = Logger.getLogger("io.asyncruntime");
    Handler handler = new Handler() {
      @Override
      public void publish(LogRecord entry) {
        lines.add(entry.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    logger.addHandler(handler);
    try {
      work.run();
    } finally {
      logger.removeHandler(handler);
    }
  }
}
