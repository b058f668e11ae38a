package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an operator sees after a burst of requests. */
class FiguresTest {
  @TempDir private Path folder;

  @Test
  void aBurstShowsInTheFigures() {
    try (RunningService service = RunningService.start(
        RunningService.plus(RunningService.inFolder(folder), "async-runtime.worker-threads=4"))) {
      BoxOffice boxOffice = service.boxOffice();
      Customers customers = new Customers(1);
      // Whether a worker gets to steal is the machine's affair; a burst or two give it the chance.
      BoxOffice.until("workers have polled and stolen", () -> {
        customers.ask(boxOffice, 100, List.of(3L));
        customers.all();
        JsonNode workers = boxOffice.get("/actuator/asyncworkers").is(200).json().get("workers");
        return sum(workers, "polls") > 0 && sum(workers, "steals") > 0;
      });
      assertThat(customers.told(201)).isEqualTo(customers.asked());

      JsonNode mutexes = boxOffice.get("/actuator/asyncmutexes").is(200).json().get("mutexes");
      JsonNode seats = StreamSupport.stream(mutexes.spliterator(), false)
          .filter(mutex -> mutex.get("name").asString().equals("event-3")).findFirst().orElseThrow();
      assertThat(seats.get("acquisitions").asLong()).isGreaterThanOrEqualTo(customers.asked());
      assertThat(seats.get("contended").asLong()).isPositive();
      assertThat(seats.get("locked").asBoolean()).isFalse();

      JsonNode tasks = boxOffice.get("/actuator/asynctasks").is(200).json().get("tasks");
      assertThat(tasks.toString()).contains("recovery");
      assertThat(boxOffice.get("/actuator/prometheus").is(200).text()).contains("async_runtime_");
      assertThat(boxOffice.get("/actuator/health").is(200).json().get("status").asString()).isEqualTo("UP");
    }
  }

  private static long sum(JsonNode workers, String figure) {
    return StreamSupport.stream(workers.spliterator(), false).mapToLong(worker -> worker.get(figure).asLong()).sum();
  }
}
