package io.asyncruntime.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.spring.boot.testkit.LogLines;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A typo is named at start, with what was meant. */
class UnknownPropertiesTest {
  private static final String LANE = "async-runtime.blocking.lanes.jdbc.virtual-threads=false";
  private static final String OTHER_LANE = "async-runtime.blocking.lanes[my.db].virtual-threads=false";

  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class));

  @ParameterizedTest
  @CsvSource({
      "worker-treads, worker-threads",
      "workerTreads, worker-threads",
      "flavour, flavor",
      "blocking.max-thread, blocking.max-threads",
      "blocking.lanes.jdbc.max-thread, blocking.lanes.jdbc.max-threads",
      "blocking.lanes[my.db].queue-capasity, blocking.lanes[my.db].queue-capacity",
      "runtimes.batch.worker-treads, runtimes.batch.worker-threads",
      "runtimes.batch.blocking.lanes.jdbc.max-thread, runtimes.batch.blocking.lanes.jdbc.max-threads",
      "longpoll.treshold, long-poll.threshold",
      "web.dead-line-heading, web.deadline-header"})
  void aTypoIsNamedWithTheNearestKey(String typo, String meant) {
    assertThat(warnings("async-runtime." + typo + "=3", LANE, OTHER_LANE)).singleElement().asString()
        .startsWith("WARN async-runtime.").contains("is no property", "set in")
        .endsWith("did you mean async-runtime." + meant.replace("lanes[my.db]", "lanes.my.db") + "?");
  }

  @Test
  void whatIsNothingAlikeIsNamedWithoutAGuess() {
    assertThat(warnings("async-runtime.weather=fine")).singleElement().asString()
        .contains("async-runtime.weather", "is no property").doesNotContain("did you mean");
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker-threads=2", "workerThreads=2", "blocking.lanes.jdbc.maxThreads=2",
      "name=a", "web.deadline=2s", "runtimes.batch.worker-threads=2", "runtimes.batch=", "strict-properties=true"})
  void whatIsAPropertyIsNotWarnedOf(String property) {
    assertThat(warnings("async-runtime." + property)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"task-executor.enabled=true", "web.deadline=2s", "health.down-after-loop-failure=true"})
  void whatIsOfTheApplicationIsNoPropertyOfOneRuntime(String property) {
    assertThat(warnings("async-runtime.runtimes.batch." + property)).singleElement().asString()
        .contains("async-runtime.runtimes.batch.", "is no property");
  }

  @Test
  void anEnvironmentVariableIsLookedAtToo() {
    try (LogLines log = new LogLines(UnknownProperties.class)) {
      runner.withInitializer(context -> context.getEnvironment().getPropertySources().addFirst(
          new SystemEnvironmentPropertySource("my-systemEnvironment", Map.of("ASYNCRUNTIME_WORKERTREADS", "2",
              "ASYNCRUNTIME_EVENTINTERVAL", "50"))))
          .run(context -> assertThat(context).hasNotFailed());
      assertThat(log.lines()).singleElement().asString().endsWith("did you mean async-runtime.worker-threads?");
    }
  }

  /** It failed the start, by a message on an unknown lane. */
  @Test
  void aLaneWithNothingButATypoIsNoLane() {
    assertThat(warnings("async-runtime.blocking.lanes.jdbc.max-thread=3")).singleElement().asString()
        .endsWith("did you mean async-runtime.blocking.lanes.jdbc.max-threads?");
  }

  @Test
  void onRequestItStopsTheStart() {
    runner.withPropertyValues("async-runtime.strict-properties=true", "async-runtime.worker-treads=2").run(context -> {
      FailureAnalysis analysis = new UnknownPropertyFailureAnalyzer().analyze(context.getStartupFailure());
      assertThat(analysis).isNotNull();
      assertThat(analysis.getDescription()).contains("async-runtime.worker-treads",
          "did you mean async-runtime.worker-threads?");
      assertThat(analysis.getAction()).contains("async-runtime.strict-properties");
    });
  }

  private List<String> warnings(String... property) {
    try (LogLines log = new LogLines(UnknownProperties.class)) {
      runner.withPropertyValues(property).run(context -> assertThat(context).hasNotFailed());
      return log.lines();
    }
  }
}
