package io.asyncruntime.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The files in {@code config/} with which a service is watched and run. */
final class WatchFiles {
  static final Path CONFIG = Path.of("..", "config").toAbsolutePath().normalize();
  static final Path PROMETHEUS = CONFIG.resolve("prometheus");
  static final Path DASHBOARD = CONFIG.resolve("grafana").resolve("async-runtime.json");
  static final Path KUBERNETES = CONFIG.resolve("k8s");

  private WatchFiles() {}

  /** One rule: what it records or warns of, and its expression. */
  record Rule(String name, String expression, boolean recorded) {}

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (Map<String, Object> group : YamlNode.of(PROMETHEUS.resolve("alerts.yml")).list("groups")) {
      for (Map<String, Object> rule : new YamlNode(group).list("rules")) {
        boolean recorded = rule.containsKey("record");
        rules.add(new Rule(String.valueOf(rule.get(recorded ? "record" : "alert")), String.valueOf(rule.get("expr")),
            recorded));
      }
    }
    return rules;
  }

  /** Every expression of the dashboard with the title of its panel before it. */
  static List<Panel> panels() {
    List<Panel> panels = new ArrayList<>();
    for (JsonNode panel : BoxOffice.JSON.readTree(read(DASHBOARD)).get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        panels.add(new Panel(panel.get("title").asString(), target.get("expr").asString()));
      }
    }
    return panels;
  }

  /** An expression of a panel. */
  record Panel(String title, String expression) {
    /** As Grafana sends it, when everything is selected. */
    String sent() {
      return expression.replace("$__rate_interval", "30s").replaceAll("\\$(job|instance|runtime)", ".*");
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part of a YAML file. */
  record YamlNode(Object value) {
    static YamlNode of(Path file) {
      return new YamlNode(new Yaml().load(read(file)));
    }

    /** What is there; a step that is a number is a place in a list. */
    YamlNode get(String... path) {
      Object here = value;
      for (String step : path) {
        here = here instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) here).get(step);
      }
      return new YamlNode(here);
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> list(String... path) {
      return (List<Map<String, Object>>) get(path).value();
    }

    String text() {
      return String.valueOf(value);
    }

    int number() {
      return Integer.parseInt(text());
    }
  }
}
