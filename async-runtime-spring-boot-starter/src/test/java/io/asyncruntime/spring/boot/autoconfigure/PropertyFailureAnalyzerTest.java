package io.asyncruntime.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

class PropertyFailureAnalyzerTest {
  private final AtomicReference<Environment> environment = new AtomicReference<>();
  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withInitializer(context -> environment.set(context.getEnvironment()))
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class,
          AsyncRuntimeNamedRuntimesAutoConfiguration.class));

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "worker-threads                  | 0        | a whole number from 1 to 32767",
      "worker-threads                  | -3       | a whole number from 1 to 32767",
      "worker-threads                  | 32768    | a whole number from 1 to 32767",
      "worker-threads                  | many     | a whole number",
      "worker-threads                  | 1.5      | a whole number",
      "event-interval                  | 0        | a whole number of at least 1",
      "event-interval                  | 99999999999 | a whole number",
      "global-queue-interval           | 0        | a whole number of at least 1",
      "blocking.max-threads            | 0        | a whole number of at least 1",
      "blocking.keep-alive             | 0s       | a duration longer than zero",
      "blocking.keep-alive             | soon     | a duration such as 100ms, 10s or PT0.1S",
      "blocking.lanes.jdbc.max-threads | 0        | a whole number of at least 1",
      "blocking.lanes.jdbc.max-threads | many     | a whole number",
      "blocking.lanes.jdbc.queue-capacity | -1    | a whole number of at least 0",
      "long-poll.threshold             | -100ms   | a duration that is not negative",
      "shutdown.timeout                | -1s      | a duration that is not negative",
      "health.stuck-worker-threshold   | -1s      | a duration that is not negative",
      "flavor                          | fastest  | one of multi-thread, current-thread",
      "task-tracking                   | all      | one of off, counters, timed",
      "unhandled-panic                 | explode  | one of log, ignore, shutdown-runtime",
      "await-engine                    | turbo    | one of auto, fast, handoff",
      "current-thread.driver           | me       | one of dedicated, caller",
      "lifo-slot                       | perhaps  | true or false",
      "poll-time-histogram             | perhaps  | true or false",
      "runtimes.batch.worker-threads   | 0        | a whole number from 1 to 32767",
      "runtimes.batch.worker-threads   | many     | a whole number",
      "runtimes.batch.blocking.lanes.jdbc.max-threads | 0 | a whole number of at least 1",
      "runtimes.batch.name             | async-runtime | a name that no other runtime has",
      "name                            | ' '      | a printable text of 1 to 128 characters"})
  void aBadValueIsNamedWithWhatIsAllowed(String property, String value, String allowed) {
    FailureAnalysis analysis = analyze("async-runtime." + property + "=" + value);
    assertThat(analysis.getDescription()).contains("async-runtime." + property).contains(value).contains(allowed);
    assertThat(analysis.getAction()).startsWith("Set async-runtime." + property + " to " + allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "thread-name-prefix"})
  void namesThatWouldForgeLinesAreRefusedAndShownEscaped(String property) {
    FailureAnalysis analysis = analyze("async-runtime." + property + "=a\nb\u001b[31m");
    assertThat(analysis.getDescription()).contains("a\\u000ab\\u001b[31m").doesNotContain("\u001b");
    assertThat(analyze("async-runtime." + property + "=" + "x".repeat(10_000)).getDescription()).hasSizeLessThan(1000);
  }

  @Test
  void thePlaceOfTheValueIsNamed() {
    assertThat(analyze("async-runtime.worker-threads=0").getDescription()).contains("set in");
  }

  @Test
  void theAnswerIsTheSameWithoutAValidator() {
    ApplicationContextRunner without =
        runner.withClassLoader(new FilteredClassLoader("jakarta.validation", "org.hibernate.validator"));
    assertThat(analyze(without, "async-runtime.worker-threads=0").getDescription())
        .isEqualTo(analyze("async-runtime.worker-threads=0").getDescription());
  }

  @Test
  void propertiesOfOthersAreLeftToOthers() {
    assertThat(analyze(runner.withUserConfiguration(Others.class), "others.number=many")).isNull();
  }

  @Test
  void springAsksTheAnalyzerBeforeItsOwn() {
    List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class,
        ArgumentResolver.of(BeanFactory.class, new DefaultListableBeanFactory())
            .and(Environment.class, new StandardEnvironment()),
        (type, name, failure) -> assertThat(name).as("needs a library that is absent")
            .startsWith("org.springframework."));
    List<String> names = analyzers.stream().map(analyzer -> analyzer.getClass().getSimpleName()).toList();
    assertThat(names).contains("PropertyFailureAnalyzer", "BindFailureAnalyzer");
    assertThat(names.indexOf("PropertyFailureAnalyzer")).isLessThan(names.indexOf("BindFailureAnalyzer"));
  }

  private FailureAnalysis analyze(String property) {
    return analyze(runner, property);
  }

  private FailureAnalysis analyze(ApplicationContextRunner runner, String property) {
    AtomicReference<FailureAnalysis> analysis = new AtomicReference<>();
    runner.withPropertyValues(property).run(context -> {
      assertThat(context).hasFailed();
      analysis.set(new PropertyFailureAnalyzer(environment.get()).analyze(context.getStartupFailure()));
    });
    return analysis.get();
  }

  @EnableConfigurationProperties(OthersProperties.class)
  static class Others {
  }

  @ConfigurationProperties("others")
  record OthersProperties(int number) {
  }
}
