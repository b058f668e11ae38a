package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.metrics.LongPoll;
import io.asyncruntime.task.JoinHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the runtime writes into a flight recording. */
@Timeout(120)
class FlightRecorderTest {
  @TempDir Path folder;

  @Test
  void workersPanicsAndLongPollsAreRecorded() throws Exception {
    Path file = folder.resolve("runtime.jfr");
    try (Recording recording = new Recording()) {
      for (String event : List.of("LongPoll", "TaskPanic", "WorkerSpawned")) {
        recording.enable("io.asyncruntime." + event);
      }
      recording.start();
      panicAndStayLong();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(named(events, "WorkerSpawned")).extracting(event -> event.getString("runtime")).contains("recorded");
    assertThat(named(events, "TaskPanic")).singleElement().satisfies(event -> {
      assertThat(event.getString("taskName")).isEqualTo("fails");
      assertThat(event.getString("message")).isEqualTo("boom");
    });
    assertThat(named(events, "LongPoll")).anySatisfy(event -> {
      assertThat(event.getString("taskName")).isEqualTo("long");
      assertThat(event.getString("workerStack")).contains("FlightRecorderTest");
    });
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream().filter(event -> event.getEventType().getName().equals("io.asyncruntime." + name)).toList();
  }

  /** The poll lasts until the watchdog has seen it, however long that takes. */
  private static void panicAndStayLong() {
    CountDownLatch seen = new CountDownLatch(1);
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().name("recorded").workerThreads(1)
        .longPollThreshold(Duration.ofMillis(5)).onLongPoll((LongPoll poll) -> {
          if (poll.name().equals("long")) { // on a busy machine the other task is a long poll too
            seen.countDown();
          }
        }).build()) {
      JoinHandle<Void> fails = runtime.spawn("fails", Future.failed(new IllegalStateException("boom")));
      assertThatThrownBy(fails::join).hasRootCauseMessage("boom");
      JoinHandle<Boolean> longOne =
          runtime.spawn("long", Future.lazy(() -> Future.ready(awaitUninterrupted(seen))));
      assertThat(longOne.join()).isTrue();
    }
  }

  private static boolean awaitUninterrupted(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
