package io.asyncruntime.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an IDE shows of the properties. */
class MetadataTest {
  private final JsonNode metadata = read();

  @Test
  void theRecordAndTheMetadataNameTheSameProperties() {
    List<String> described =
        names(metadata.get("properties")).stream().filter(name -> name.startsWith("async-runtime."))
            .sorted().toList();
    assertThat(described).isEqualTo(RecordedProperty.all().stream().map(RecordedProperty::name).sorted().toList());
    assertThat(names(metadata.get("properties"))).contains("management.health.async-runtime.enabled",
        "management.info.async-runtime.enabled");
  }

  @Test
  void theDefaultsAreThoseOfTheRecord() {
    for (RecordedProperty property : RecordedProperty.all()) {
      JsonNode described = property(property.name());
      assertThat(described.path("defaultValue").asString("")).as(property.name()).isEqualTo(property.defaultValue());
    }
  }

  @Test
  void everyChoiceDurationAndNumberHasHints() {
    for (RecordedProperty property : RecordedProperty.all()) {
      if (property.type().isEnum()) {
        assertThat(hinted(property.name())).as(property.name()).containsExactlyInAnyOrderElementsOf(property.choices());
      } else if (property.type() == Duration.class || property.isNumber()) {
        assertThat(hinted(property.name())).as(property.name()).isNotEmpty();
      }
    }
  }

  /** No metadata can tell of what is in a map, so its own text does. */
  @Test
  void whatALaneHasIsSaidWithTheLanes() {
    String description = property("async-runtime.blocking.lanes").get("description").asString();
    for (RecordedProperty key : RecordedProperty.of("", AsyncRuntimeProperties.Lane.class)) {
      String fallback = key.defaultValue();
      assertThat(description).contains(fallback.isEmpty() ? key.name() : key.name() + " (" + fallback + ")");
    }
    assertThat(hinted("async-runtime.blocking.lanes.keys")).contains("jdbc");
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

  /** Each key is either that of one runtime, or of the application: who adds one decides. */
  @Test
  void whichKeysARuntimeHasIsDecided() {
    List<String> all = RecordedProperty.all().stream().map(RecordedProperty::name)
        .map(name -> name.substring("async-runtime.".length()).replaceAll("\\..*", "")).distinct().toList();
    assertThat(all).containsAll(PropertyNames.OF_EACH_RUNTIME);
    assertThat(all).filteredOn(name -> !PropertyNames.OF_EACH_RUNTIME.contains(name)).containsExactlyInAnyOrder(
        "enabled", "strict-properties", "runtimes", "task-executor", "observations", "health", "web", "admission");
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
      if (property.get("name").asString().equals(name)) return property;
    }
    throw new AssertionError("no property " + name);
  }

  private List<String> hinted(String name) {
    List<String> values = new ArrayList<>();
    for (JsonNode hint : metadata.get("hints")) {
      if (hint.get("name").asString().equals(name)) {
        hint.path("values").forEach(value -> values.add(value.get("value").asString()));
      }
    }
    return values;
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
