package io.asyncruntime.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.testkit.LogLines;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A failure that nobody asks for is heard, in the way that the property says. */
@Timeout(60)
class UnhandledPanicTest {
  private static final String HEARD = "\"mail\" panicked, and nobody holds its JoinHandle";

  /** A task that throws after its handle was let go of; returns when it has. */
  private static void panicUnseen(AsyncRuntime runtime) throws InterruptedException {
    CountDownLatch mayThrow = new CountDownLatch(1);
    runtime.spawn("mail", (Future<Object>) cx -> {
      mayThrow.await();
      throw new IllegalStateException("planned");
    }).drop();
    mayThrow.countDown();
    while (runtime.metrics().panickedTasksCount() == 0) Thread.onSpinWait();
  }

  @Test
  void byDefaultItIsLoggedOnceAndCountedByName() throws InterruptedException {
    try (RunningApp app = RunningApp.with(); LogLines log = new LogLines("io.asyncruntime.task")) {
      panicUnseen(app.runtime());
      JsonNode tasks = app.actuator("asyncruntime").get("tasks");
      assertThat(tasks.get("panickedByName").get("mail").asLong()).isOne();
      app.runtime().close(); // whatever its threads have to say is said then
      assertThat(log.lines()).filteredOn(line -> line.contains(HEARD)).hasSize(1)
          .allMatch(line -> line.startsWith("ERROR task "));
    }
  }

  @Test
  void ignoredItIsCountedOnly() throws InterruptedException {
    try (RunningApp app = RunningApp.with("async-runtime.unhandled-panic=ignore");
        LogLines log = new LogLines("io.asyncruntime.task")) {
      panicUnseen(app.runtime());
      assertThat(app.actuator("asyncruntime").get("tasks").get("panicked").asLong()).isOne();
      app.runtime().close();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void itMayEndTheRuntime() throws InterruptedException {
    try (RunningApp app = RunningApp.with("async-runtime.unhandled-panic=shutdown-runtime");
        LogLines log = new LogLines("io.asyncruntime.task")) {
      panicUnseen(app.runtime());
      while (!app.runtime().isShutdown()) Thread.onSpinWait();
      assertThat(log.lines()).anyMatch(line -> line.contains("\"mail\" panicked; the runtime shuts down"));
    }
  }
}
