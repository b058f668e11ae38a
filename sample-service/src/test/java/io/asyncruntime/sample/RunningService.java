package io.asyncruntime.sample;

import io.asyncruntime.sample.event.Event;
import io.asyncruntime.sample.event.EventRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole service in this JVM, on a free port. */
final class RunningService implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final BoxOffice boxOffice;

  private RunningService(ConfigurableApplicationContext context) {
    this.context = context;
    this.boxOffice = new BoxOffice(port(context, "local.server.port"), port(context, "local.management.port"));
  }

  private static int port(ConfigurableApplicationContext context, String property) {
    return context.getEnvironment().getRequiredProperty(property, int.class);
  }

  /** Starts it with these properties, of which later ones win, and with these to listen from the first event on. */
  static RunningService start(List<String> properties, ApplicationListener<?>... listeners) {
    List<String> arguments =
        new ArrayList<>(List.of("--server.port=0", "--management.server.port=0", "--spring.main.banner-mode=off"));
    if (Boolean.getBoolean("sample.requests-as-tasks")) arguments.add("--async-runtime.web.requests-as-tasks=true");
    properties.forEach(property -> arguments.add("--" + property));
    return new RunningService(new SpringApplicationBuilder(SampleServiceApplication.class).listeners(listeners)
        .run(arguments.toArray(String[]::new)));
  }

  /**
   * H2 in a file in this folder, as by default, and payments that always work, however busy the machine is that runs the tests:
   * no time-out of the service is short enough to matter.
   */
  static List<String> inFolder(Path folder) {
    return List.of(
        "spring.datasource.url=jdbc:h2:retry:" + folder.resolve("box-office") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
        "sample.payment.ledger=" + folder.resolve("payments.log"), "sample.payment.stand-in.delay=1ms",
        "sample.payment.timeout=5m", "spring.mvc.async.request-timeout=5m", "async-runtime.web.deadline=5m",
        "async-runtime.admission.max-in-flight=10000",
        "spring.datasource.hikari.connection-timeout=300000", "async-runtime.long-poll.threshold=5m",
        "sample.payment.stand-in.failure-rate=0",
        "sample.payment.stand-in.timeout-rate=0");
  }

  /** Both lists; of two values of one property, the later one. */
  static List<String> plus(List<String> properties, String... more) {
    Map<String, String> byName = new LinkedHashMap<>();
    Stream.concat(properties.stream(), Stream.of(more))
        .forEach(property -> byName.put(property.substring(0, property.indexOf('=')), property));
    return List.copyOf(byName.values());
  }

  BoxOffice boxOffice() {
    return boxOffice;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  void putOnSale(Event event) {
    bean(EventRepository.class).insert(event);
  }

  Books books() {
    return new Books(JdbcClient.create(bean(DataSource.class)));
  }

  @Override
  public void close() {
    context.close();
  }
}
