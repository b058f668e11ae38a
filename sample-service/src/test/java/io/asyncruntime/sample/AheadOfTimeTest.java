package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service started with the context that the build has generated. */
@Timeout(120)
class AheadOfTimeTest {
  @TempDir private Path folder;

  @Test
  void theServiceSellsTicketsWithTheContextOfTheBuild() throws Exception {
    try (ServiceProcess service = ServiceProcess.startAheadOfTime(folder,
        RunningService.plus(RunningService.inFolder(folder), "async-runtime.name=ahead-of-time"))) {
      BoxOffice boxOffice = service.boxOffice();
      assertThat(boxOffice.reserve(1, 2).is(201).json().get("status").asString()).isEqualTo("PAID");
      assertThat(boxOffice.get("/actuator/asyncruntime").is(200).json().get("name").asString())
          .as("a property of the start").isEqualTo("ahead-of-time");
      boxOffice.get("/actuator/asynctasks").is(200);
      assertThat(boxOffice.get("/actuator/health").is(200).json().get("components").has("asyncRuntime")).isTrue();
      service.awaitLine("Starting AOT-processed SampleService");
    }
  }
}
