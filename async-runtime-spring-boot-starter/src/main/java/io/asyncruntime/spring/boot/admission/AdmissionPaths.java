package io.asyncruntime.spring.boot.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which group a request is of, by its path; the first that matches counts. Immutable. */
public final class AdmissionPaths {
  private final List<Rule> rules = new ArrayList<>();
  private final SingletonSupplier<List<PathPattern>> outside;

  private record Rule(PathPattern path, String group) {
  }

  /**
   * @param groups in the order in which they are looked at
   * @param ungated what the gate does not ask at all, such as probes; asked at the first request
   */
  public AdmissionPaths(List<AdmissionGroup> groups, Supplier<Stream<UngatedPaths>> ungated) {
    PathPatternParser parser = PathPatternParser.defaultInstance;
    outside = SingletonSupplier.of(
        () -> ungated.get().flatMap(paths -> paths.patterns().stream()).distinct().map(parser::parse).toList());
    groups.forEach(group -> group.paths().forEach(path -> rules.add(new Rule(parser.parse(path), group.name()))));
  }

  /** The group of a request to {@code path}, within the application; null for one that is let in whatever happens. */
  @Nullable
  String groupOf(String path) {
    PathContainer parsed = PathContainer.parsePath(path);
    if (outside.obtain().stream().anyMatch(pattern -> pattern.matches(parsed))) return null;
    for (Rule rule : rules) {
      if (rule.path.matches(parsed)) return rule.group;
    }
    return AdmissionGate.OTHERS;
  }
}
