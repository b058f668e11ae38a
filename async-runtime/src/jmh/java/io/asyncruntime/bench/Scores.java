package io.asyncruntime.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Several runs of the benchmarks. A ratio is taken within one run, and of the ratios of all runs the median. */
final class Scores {
  private static final String OURS = "asyncruntime";

  private final List<List<Score>> runs;

  Scores(List<List<Score>> runs) {
    this.runs = List.copyOf(runs);
  }

  /** Names of the workloads, sorted. */
  List<String> workloads() {
    return List.copyOf(new TreeSet<>(runs.stream().flatMap(List::stream).map(Score::workload).toList()));
  }

  /** The parameters a workload was run with: peers, or sizes. */
  List<String> parameters(String workload) {
    return List.copyOf(new TreeSet<>(
        runs.stream().flatMap(List::stream).filter(score -> score.workload().equals(workload)).map(Score::peer)
            .toList()));
  }

  /** The median of the medians of all runs. */
  OptionalDouble nanos(String workload, String peer) {
    return median(runs.stream().flatMap(run -> find(run, workload, peer).stream().boxed()));
  }

  /** Our figure divided by that of {@code peer} for {@code against}. */
  OptionalDouble ratio(String workload, String against, String peer) {
    List<Double> ratios = new ArrayList<>();
    for (List<Score> run : runs) {
      OptionalDouble ours = find(run, workload, OURS);
      OptionalDouble theirs = find(run, against, peer);
      if (ours.isPresent() && theirs.isPresent()) {
        ratios.add(ours.getAsDouble() / theirs.getAsDouble());
      }
    }
    return median(ratios.stream());
  }

  private static OptionalDouble find(List<Score> run, String workload, String peer) {
    return run.stream()
        .filter(score -> score.workload().equals(workload) && score.peer().equals(peer))
        .mapToDouble(Score::median)
        .findFirst();
  }

  private static OptionalDouble median(Stream<Double> figures) {
    double[] sorted = figures.mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? OptionalDouble.empty()
        : OptionalDouble.of((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
  }
}
