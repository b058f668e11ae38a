package io.asyncruntime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what JMH writes with {@code -rf json}: one property a line, so that no JSON library is needed. */
final class JmhResult {
  private static final Pattern BENCHMARK = Pattern.compile("\"benchmark\" : \"[\\w.]*\\.(\\w+)\"");
  private static final Pattern PARAM = Pattern.compile("\"(peer|live|waiters)\" : \"(\\w+)\"");
  private static final Pattern MEDIAN = Pattern.compile("\"50.0\" : ([\\d.E-]+)");

  private JmhResult() {}

  static List<Score> read(Path file) throws IOException {
    List<Score> scores = new ArrayList<>();
    String workload = null;
    String param = "";
    for (String line : Files.readAllLines(file)) {
      String name = group(BENCHMARK.matcher(line), 1);
      if (name != null) {
        workload = name;
        param = "";
      }
      String value = group(PARAM.matcher(line), 2);
      param = value == null ? param : value;
      String median = group(MEDIAN.matcher(line), 1);
      if (workload != null && median != null) {
        scores.add(new Score(workload, param, Double.parseDouble(median)));
        workload = null; // the percentiles of secondary results follow
      }
    }
    return scores;
  }

  private static @Nullable String group(Matcher matcher, int group) {
    return matcher.find() ? matcher.group(group) : null;
  }
}
