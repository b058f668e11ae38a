package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service tells Prometheus, in the text format: each metric with the labels it has. */
final class Scrape {
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  private final Map<String, Set<String>> labels = new TreeMap<>();
  private final Set<String> described = new TreeSet<>();

  private Scrape() {}

  static Scrape of(String text) {
    Scrape scrape = new Scrape();
    text.lines().forEach(scrape::read);
    return scrape;
  }

  private void read(String line) {
    if (line.startsWith("# HELP ")) {
      String[] words = line.split(" ", 4);
      if (words.length == 4 && !words[3].isBlank()) described.add(words[2]);
      return;
    }
    if (line.startsWith("#")) return;
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as("a line of the text format: %s", line).isTrue();
    Set<String> names = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
    if (sample.group(2) == null) return;
    Matcher label = LABEL.matcher(sample.group(2));
    while (label.find()) names.add(label.group(1));
  }

  Set<String> metrics() {
    return labels.keySet();
  }

  Set<String> labelsOf(String metric) {
    return labels.getOrDefault(metric, Set.of());
  }

  /** Whether a HELP line says what the metric is. */
  boolean isDescribed(String metric) {
    return described.contains(metric.replaceFirst("_(count|sum|max|bucket)$", "")) || described.contains(metric);
  }
}
