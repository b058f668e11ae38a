package io.asyncruntime.sample;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names in an expression of Prometheus' language, as far as the files in {@code config/} use it. */
record PromQl(String text) {
  private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|ignoring|without)\\s*\\(([^)]*)\\)");
  private static final Pattern NAME = Pattern.compile("(?<![\\w$<.])[a-zA-Z_:][\\w:]*(?!\\s*\\()(?![\\w:])");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=|!)");

  /** The metrics it reads. */
  Set<String> metrics() {
    String bare = GROUPING.matcher(text).replaceAll(" ");
    bare = MATCHERS.matcher(bare).replaceAll(" ").replaceAll("\\[[^]]*]", " ");
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(bare);
    while (name.find()) names.add(name.group());
    names.removeIf(word -> Set.of("and", "or", "unless", "bool").contains(word));
    return names;
  }

  /** The labels it asks for. */
  Set<String> labels() {
    Set<String> names = new TreeSet<>();
    Matcher matchers = MATCHERS.matcher(text);
    while (matchers.find()) {
      Matcher label = LABEL.matcher(matchers.group(1));
      while (label.find()) names.add(label.group(1));
    }
    Matcher grouping = GROUPING.matcher(text);
    while (grouping.find()) {
      for (String label : grouping.group(1).split(",")) if (label.strip().matches("\\w+")) names.add(label.strip());
    }
    return names;
  }
}
