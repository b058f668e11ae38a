package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import tools.jackson.databind.JsonNode;

/** The files in {@code config/}: complete, true about the defaults, and taking effect. */
class ConfigurationFilesTest {
  private static final Path CONFIG = Path.of("..", "config").toAbsolutePath().normalize();
  private static final Path OWN = Path.of("src", "main", "resources", "application.yml").toAbsolutePath();
  private static final String PREFIX = "async-runtime.";
  private static final List<String> MAPS =
      List.of("async-runtime.blocking.lanes", "async-runtime.runtimes", "async-runtime.admission.groups");
  private static final List<String> ENDPOINTS = List.of("asyncruntime", "asynctasks", "asyncworkers", "asyncmutexes",
      "health", "metrics", "prometheus");

  @TempDir private Path folder;

  @Test
  void theFileNamesEveryPropertyOfTheStarter() throws IOException {
    TreeSet<String> named = new TreeSet<>(propertiesOf(CONFIG.resolve("application.yml")).keySet());
    // Maps of any names, so they are shown as comments.
    assertThat(Files.readString(CONFIG.resolve("application.yml"))).contains("# lanes:", "# runtimes:", "# groups:");
    named.addAll(MAPS);
    assertThat(named).isEqualTo(metadata().keySet());
  }

  @Test
  void theValuesInTheFileAreTheDefaultsOrTheSamplesOwn() throws IOException {
    Map<String, String> expected = new TreeMap<>(metadata());
    expected.keySet().removeAll(MAPS);
    Map<String, String> own = propertiesOf(OWN);
    own.keySet().removeIf(name -> MAPS.stream().anyMatch(map -> name.startsWith(map + ".")));
    assertThat(expected.keySet()).containsAll(own.keySet());
    expected.putAll(own);
    assertThat(propertiesOf(CONFIG.resolve("application.yml"))).isEqualTo(expected);
  }

  @Test
  void withoutAProfileTheDefaultsAreInForceAndEveryEndpointIsExposed() {
    try (RunningService service = startIn("")) {
      for (String endpoint : ENDPOINTS) service.boxOffice().get("/actuator/" + endpoint).is(200);
      // Not even an abort of a task that is not there.
      service.boxOffice().send(service.boxOffice().request("/actuator/asynctasks/999999999").DELETE()).is(405);
      JsonNode configuration = configurationOf(service);
      assertThat(configuration.get("flavor").asString()).isEqualTo("multi-thread");
      assertThat(configuration.get("worker-threads").asInt()).isEqualTo(Runtime.getRuntime().availableProcessors());
      assertThat(configuration.get("blocking.max-threads").asInt()).isEqualTo(512);
    }
  }

  @Test
  void theProfileCurrentThreadTakesEffect() {
    try (RunningService service = startIn("current-thread")) {
      JsonNode configuration = configurationOf(service);
      assertThat(configuration.get("flavor").asString()).isEqualTo("current-thread");
      assertThat(configuration.get("current-thread.driver").asString()).isEqualTo("dedicated");
      service.boxOffice().reserve(1, 1).is(201);
    }
  }

  @Test
  void theProfileRequestsAsTasksTakesEffect() {
    try (RunningService service = startIn("requests-as-tasks")) {
      assertThat(configurationOf(service).get("web.requests-as-tasks").asBoolean()).isTrue();
      service.boxOffice().reserve(1, 1).is(201);
      service.boxOffice().get("/actuator/asynctasks?status=finished").is(200);
    }
  }

  /** With H2 in place of the server, which {@link PostgresTest} has; the file's own settings are what is asked for here. */
  @Test
  void theProfilePostgresTakesEffect() {
    try (RunningService service = startIn("postgres")) {
      assertThat(configurationOf(service).get("blocking.max-threads").asInt()).isEqualTo(40);
    }
  }

  @Test
  void aValueThatIsChangedTakesEffect() throws IOException {
    Path changed = Files.createDirectory(folder.resolve("config"));
    String file = Files.readString(CONFIG.resolve("application.yml"));
    Files.writeString(changed.resolve("application.yml"),
        file.replaceFirst("worker-threads:\\R", "worker-threads: 3\n"));
    try (RunningService service = RunningService.start(RunningService.plus(RunningService.inFolder(folder),
        "spring.config.additional-location=file:" + changed + "/"))) {
      assertThat(configurationOf(service).get("worker-threads").asInt()).isEqualTo(3);
      assertThat(service.boxOffice().get("/actuator/asyncworkers").is(200).json().get("workers")).hasSize(3);
    }
  }

  private RunningService startIn(String profile) {
    return RunningService.start(RunningService.plus(RunningService.inFolder(folder), "spring.datasource.username=sa",
        "spring.datasource.password=", "spring.config.additional-location=file:" + CONFIG + "/",
        "spring.profiles.active=" + profile));
  }

  private static JsonNode configurationOf(RunningService service) {
    return service.boxOffice().get("/actuator/asyncruntime").is(200).json().get("configuration");
  }

  /** Name and value of every property of the starter in a file; no value is an empty text. */
  private static Map<String, String> propertiesOf(Path file) throws IOException {
    Map<String, String> values = new TreeMap<>();
    for (PropertySource<?> source : new YamlPropertySourceLoader().load("file", new FileSystemResource(file))) {
      for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
        if (name.startsWith(PREFIX)) values.put(name, String.valueOf(source.getProperty(name)));
      }
    }
    return values;
  }

  /** Name and default of every property that the starter's metadata describes; no default is an empty text. */
  private static Map<String, String> metadata() throws IOException {
    Map<String, String> defaults = new TreeMap<>();
    for (URL file : Collections.list(ConfigurationFilesTest.class.getClassLoader()
        .getResources("META-INF/spring-configuration-metadata.json"))) {
      try (InputStream in = file.openStream()) {
        BoxOffice.JSON.readTree(in).get("properties").forEach(property -> {
          String name = property.get("name").asString();
          if (name.startsWith(PREFIX)) defaults.put(name, property.path("defaultValue").asString(""));
        });
      }
    }
    return defaults;
  }
}
