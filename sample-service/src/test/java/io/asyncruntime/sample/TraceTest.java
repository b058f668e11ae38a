package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.asyncruntime.sample.BoxOffice.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Whoever looks for the trace of a request in the logs finds all that was done for it, on whatever thread. */
class TraceTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"multi-thread,handoff", "multi-thread,auto", "current-thread,auto"})
  void theLinesOfOneReservationCarryOneTraceOnEveryThread(String flavor, String engine) {
    List<String> properties = RunningService.plus(RunningService.inFolder(folder), "async-runtime.flavor=" + flavor,
        "async-runtime.await-engine=" + engine);
    try (RunningService service = RunningService.start(properties); Lines lines = new Lines()) {
      service.boxOffice().reserve(1, 2).is(201);
      assertThat(lines.messages()).satisfiesExactlyInAnyOrder(
          line -> assertThat(line).isEqualTo("Asked for 2 seats of event 1"),
          line -> assertThat(line).matches("Reservation \\S+ takes seats \\[1, 2\\] of event 1"),
          line -> assertThat(line).matches("PUT /payments/\\S+: PAID"),
          line -> assertThat(line).matches("Reservation \\S+ is paid"));
      assertThat(lines.traces()).singleElement().asString().matches("[0-9a-f]{32}");
      // The request's thread, the task's, the one for blocking work, and the payment provider's.
      assertThat(lines.threads()).hasSize(4).anyMatch(name -> name.contains("blocking"))
          .anyMatch(name -> name.contains("exec"));
    }
  }

  @ParameterizedTest
  @CsvSource({"multi-thread", "current-thread"})
  void requestsThatRunAtTheSameTimeKeepTheirTracesApart(String flavor) {
    try (RunningService service = RunningService.start(
        RunningService.plus(RunningService.inFolder(folder), "async-runtime.flavor=" + flavor));
        Lines lines = new Lines()) {
      Customers customers = new Customers(3);
      customers.ask(service.boxOffice(), 20, List.of(1L, 2L));
      assertThat(customers.told(201)).isEqualTo(20);
      assertThat(lines.traces()).hasSize(20);
      // Each line but the first names its reservation: all lines of one name one trace.
      for (Answer answer : customers.all()) {
        assertThat(lines.tracesOf(answer.json().get("id").asString())).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"multi-thread", "current-thread"})
  void theTraceOfTheCallerGoesOn(String flavor) {
    try (RunningService service = RunningService.start(
        RunningService.plus(RunningService.inFolder(folder), "async-runtime.flavor=" + flavor));
        Lines lines = new Lines()) {
      BoxOffice boxOffice = service.boxOffice();
      String made =
          boxOffice.send(boxOffice.request("/events/1/reservations").header("Content-Type", "application/json")
              .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
              .POST(BodyPublishers.ofString("{\"customer\": \"Ada\", \"seats\": 1}"))).is(201).location();
      boxOffice
          .send(boxOffice.request(made + "/ticket.png").header("traceparent", "00-" + TRACE + "-00f067aa0ba902b8-01")
              .GET())
          .is(200);
      assertThat(lines.messages()).hasSize(5).last().asString().startsWith("Ticket of reservation ");
      assertThat(lines.traces()).containsExactly(TRACE);
    }
  }

  /** What the service logs at INFO while this is open, once it has started. */
  private static final class Lines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.asyncruntime.sample");
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    Lines() {
      start();
      logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
      event.prepareForDeferredProcessing(); // copies the thread's name and context
      if (event.getLevel().isGreaterOrEqual(Level.INFO)) events.add(event);
    }

    List<String> messages() {
      return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    Set<String> traces() {
      return tracesOf("");
    }

    Set<String> tracesOf(String text) {
      return events.stream().filter(event -> event.getFormattedMessage().contains(text))
          .map(event -> event.getMDCPropertyMap().getOrDefault("traceId", "none")).collect(Collectors.toSet());
    }

    Set<String> threads() {
      return events.stream().map(ILoggingEvent::getThreadName).collect(Collectors.toSet());
    }

    @Override
    public void close() {
      logger.detachAppender(this);
    }
  }
}
