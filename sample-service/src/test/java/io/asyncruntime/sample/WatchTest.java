package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.sample.WatchFiles.Panel;
import io.asyncruntime.sample.WatchFiles.Rule;
import io.asyncruntime.sample.WatchFiles.YamlNode;
import io.asyncruntime.spring.boot.metrics.AsyncRuntimeMeters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The files for Prometheus and Grafana: valid, and about metrics that a running service has. */
@Timeout(180)
class WatchTest {
  /** Labels that Prometheus adds to what it scrapes. */
  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance", "namespace", "pod");

  @TempDir private Path folder;

  @Test
  void theAlertsFireWhenTheyShouldAndOnlyThen() throws Exception {
    Path promtool = programOrSkip("promtool");
    assertThat(run(promtool, "check", "config", "prometheus.yml")).contains("SUCCESS");
    assertThat(run(promtool, "test", "rules", "alerts_test.yml")).contains("SUCCESS");
    // Every alert has a test that sees it fire; a rule that is changed is noticed.
    String tests = WatchFiles.read(WatchFiles.PROMETHEUS.resolve("alerts_test.yml"));
    assertThat(WatchFiles.rules()).filteredOn(rule -> !rule.recorded()).hasSizeGreaterThan(5)
        .allSatisfy(rule -> assertThat(tests).contains("alertname: " + rule.name()));
    for (String file : List.of("prometheus.yml", "alerts_test.yml")) {
      Files.copy(WatchFiles.PROMETHEUS.resolve(file), folder.resolve(file));
    }
    Files.writeString(folder.resolve("alerts.yml"), WatchFiles.read(WatchFiles.PROMETHEUS.resolve("alerts.yml"))
        .replace("async_runtime_mutex_waiting) > 50", "async_runtime_mutex_waiting) > 500"));
    assertThat(runIn(folder, promtool, "test", "rules", "alerts_test.yml")).contains("FAILED");
  }

  @Test
  void whatTheFilesAskForIsThereAndSaysWhatItIs() {
    try (RunningService service = busyService()) {
      Scrape scrape = Scrape.of(service.boxOffice().get("/actuator/prometheus").is(200).text());
      Set<String> recorded = new HashSet<>(Set.of("up"));
      WatchFiles.rules().stream().filter(Rule::recorded).forEach(rule -> recorded.add(rule.name()));
      WatchFiles.rules().forEach(rule -> assertKnown(rule.name(), rule.expression(), scrape, recorded));
      WatchFiles.panels().forEach(panel -> assertKnown(panel.title(), panel.expression(), scrape, Set.of()));
      YamlNode adapter = YamlNode.of(WatchFiles.KUBERNETES.resolve("prometheus-adapter.yaml"));
      for (String figure : List.of("0", "1")) {
        for (String key : List.of("seriesQuery", "metricsQuery")) {
          assertKnown("prometheus-adapter.yaml", adapter.get("rules", "custom", figure, key).text(), scrape, Set.of());
        }
      }
      assertThat(scrape.metrics()).filteredOn(name -> name.startsWith("async_runtime_")).hasSizeGreaterThan(30)
          .allSatisfy(name -> assertThat(scrape.isDescribed(name)).as("HELP of %s", name).isTrue());
    }
  }

  @Test
  void everyPanelOfTheDashboardShowsDataAndEveryRuleIsEvaluated() throws IOException {
    Path program = programOrSkip("prometheus");
    try (RunningService service = busyService();
        PrometheusServer prometheus = PrometheusServer.start(program, folder, service.boxOffice().management())) {
      BoxOffice.until("Prometheus has seen the service twice",
          () -> !prometheus.query("sum_over_time(up{job=\"box-office\"}[1m]) >= 2").isEmpty());
      assertThat(WatchFiles.panels()).hasSizeGreaterThan(15);
      for (Panel panel : WatchFiles.panels()) {
        BoxOffice.until(panel.title() + " shows data: " + panel.sent(),
            () -> !prometheus.query(panel.sent()).isEmpty());
      }
      for (Rule rule : WatchFiles.rules()) {
        String asked = rule.recorded() ? rule.name() : firstOperandOf(rule.expression());
        BoxOffice.until(rule.name() + " has something to compare: " + asked, () -> !prometheus.query(asked).isEmpty());
      }
      assertThat(prometheus.query("ALERTS{alertstate=\"firing\"}")).isEmpty();
    }
  }

  /** What an alert compares with its limit. */
  private static String firstOperandOf(String expression) {
    return expression.split(" (?:>|==) ")[0].replace("[5m]", "[30s]");
  }

  /** Served and refused requests, a panic, a mutex: whatever a figure needs to be there at all. */
  private RunningService busyService() {
    RunningService service = RunningService.start(RunningService.inFolder(folder.resolve("service")));
    Customers customers = new Customers(1);
    customers.ask(service.boxOffice(), 10, List.of(1L, 2L));
    assertThat(customers.told(201)).isEqualTo(10);
    service.boxOffice().get("/events/99").is(404);
    assertThat(service.bean(AsyncRuntime.class).spawn("broken", Future.failed(new IllegalStateException("on purpose")))
        .toCompletableFuture()).failsWithin(BoxOffice.PATIENCE);
    service.bean(AsyncRuntimeMeters.class).refresh();
    return service;
  }

  private static void assertKnown(String where, String expression, Scrape scrape, Set<String> others) {
    PromQl asked = new PromQl(expression);
    Set<String> labels = new HashSet<>(OF_PROMETHEUS);
    assertThat(asked.metrics()).as("%s: %s", where, expression).isNotEmpty().allSatisfy(metric -> {
      assertThat(others.contains(metric) || scrape.metrics().contains(metric)).as("%s: metric %s", where, metric)
          .isTrue();
      labels.addAll(scrape.labelsOf(metric));
    });
    assertThat(labels).as("%s: labels of %s", where, expression).containsAll(asked.labels());
  }

  private static String run(Path promtool, String... arguments) throws Exception {
    return runIn(WatchFiles.PROMETHEUS, promtool, arguments);
  }

  private static String runIn(Path folder, Path promtool, String... arguments) throws Exception {
    ProcessBuilder command = new ProcessBuilder(promtool.toString());
    command.command().addAll(List.of(arguments));
    Process process = command.directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor() == 0).as(said).isEqualTo(!said.contains("FAILED"));
    return said;
  }

  private static Path programOrSkip(String name) {
    Optional<Path> program = PrometheusServer.program(name);
    if (program.isEmpty()) {
      LoggerFactory.getLogger(WatchTest.class).error("""

          ***************************************************************************************
          NOT TESTED: there is no "{}" on this machine, so the alerts and the dashboard in config/
          were not tried on a real Prometheus. Install Debian's package "prometheus".
          ***************************************************************************************""", name);
      Assumptions.abort("No " + name + " on this machine");
    }
    return program.orElseThrow();
  }
}
