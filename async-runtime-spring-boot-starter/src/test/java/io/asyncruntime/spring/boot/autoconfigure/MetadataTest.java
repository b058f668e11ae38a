package io.asyncruntime.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an IDE shows of the properties. */
class MetadataTest {
  private static final List<String> PROPERTIES = List.of("enabled", "name", "flavor", "worker-threads",
      "thread-name-prefix", "event-interval", "global-queue-interval", "lifo-slot", "blocking.max-threads",
      "blocking.keep-alive", "blocking.lanes", "long-poll.threshold", "shutdown.timeout", "current-thread.driver",
      "poll-time-histogram", "task-tracking", "await-engine", "unhandled-panic", "context-propagation",
      "task-executor.enabled", "observations.enabled", "health.stuck-worker-threshold",
      "health.down-after-loop-failure");

  private final JsonNode metadata = read();

  @Test
  void everyPropertyIsDescribed() {
    assertThat(names(metadata.get("properties"))).containsAll(PROPERTIES.stream().map(name -> "async-runtime." + name)
        .toList()).contains("management.health.async-runtime.enabled");
  }

  @Test
  void descriptionsAreWrittenAsBootWritesThem() {
    for (JsonNode property : metadata.get("properties")) {
      String name = property.get("name").asString();
      assertThat(property.path("description").asString("")).as(name).isNotBlank().endsWith(".")
          .doesNotStartWith("The ");
      if (property.get("type").asString().equals("java.lang.Boolean")) {
        assertThat(property.get("description").asString()).as(name).startsWith("Whether ");
      }
    }
  }

  @Test
  void defaultsAreKnownUnlessTheyDependOnTheMachine() {
    assertThat(property("flavor").get("defaultValue").asString()).isEqualTo("multi-thread");
    assertThat(property("blocking.keep-alive").get("defaultValue").asString()).isEqualTo("10s");
    assertThat(property("blocking.keep-alive").get("type").asString()).isEqualTo("java.time.Duration");
    assertThat(property("event-interval").get("defaultValue").asInt()).isEqualTo(61);
    assertThat(property("worker-threads").has("defaultValue")).isFalse();
  }

  @Test
  void choicesAreExplained() {
    assertThat(names(metadata.get("hints"))).contains("async-runtime.flavor", "async-runtime.current-thread.driver",
        "async-runtime.task-tracking", "async-runtime.unhandled-panic", "async-runtime.await-engine");
  }

  @Test
  void everyHintIsForAPropertyThatExists() {
    List<String> properties = names(metadata.get("properties"));
    assertThat(names(metadata.get("hints"))).map(hint -> hint.replaceAll("\\.keys$", ""))
        .allMatch(properties::contains);
  }

  @Test
  void endpointsHaveTheirOwnAccessProperty() {
    assertThat(names(metadata.get("properties"))).contains("management.endpoint.asyncruntime.access",
        "management.endpoint.asynctasks.access", "management.endpoint.asyncworkers.access",
        "management.endpoint.asyncmutexes.access");
  }

  private JsonNode property(String name) {
    for (JsonNode property : metadata.get("properties")) {
      if (property.get("name").asString().equals("async-runtime." + name)) return property;
    }
    throw new AssertionError("no property " + name);
  }

  private static List<String> names(JsonNode nodes) {
    List<String> names = new ArrayList<>();
    nodes.forEach(node -> names.add(node.get("name").asString()));
    return names;
  }

  /** Every starter and Boot itself have a file of that name; ours is the one with our properties. */
  private static JsonNode read() {
    try {
      for (URL url : Collections.list(
          MetadataTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
        JsonNode candidate = JsonMapper.builder().build().readTree(url.openStream().readAllBytes());
        if (names(candidate.get("properties")).contains("async-runtime.flavor")) return candidate;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("no metadata: the configuration processor did not run");
  }
}
