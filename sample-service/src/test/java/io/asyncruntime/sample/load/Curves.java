package io.asyncruntime.sample.load;

import io.asyncruntime.sample.load.Curve.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What a run was, second by second. */
final class Curves {
  private final long zero;
  private final List<Reply> replies;
  private final List<Sample> samples;

  Curves(List<Phase> phases) {
    zero = phases.get(0).start();
    replies = phases.stream().flatMap(phase -> phase.replies().stream()).toList();
    samples = phases.stream().flatMap(phase -> phase.samples().stream()).toList();
  }

  double second(long nanos) {
    return (nanos - zero) / 1e9;
  }

  /** How many of those there were in each second, by the time that is asked for. */
  Curve perSecond(String name, String colour, Function<Reply, Long> when, Predicate<Reply> which) {
    Map<Integer, Long> counts = replies.stream().filter(which)
        .collect(Collectors.groupingBy(reply -> (int) second(when.apply(reply)), TreeMap::new, Collectors.counting()));
    int last = (int) second(samples.isEmpty() ? zero : samples.get(samples.size() - 1).at());
    List<Point> points = new ArrayList<>();
    for (int second = 0; second <= last; second++) {
      points.add(new Point(second + 0.5, counts.getOrDefault(second, 0L)));
    }
    return new Curve(name, colour, points);
  }

  /** The latency of that share of those who were due in each second. */
  Curve latency(String name, String colour, double share, Predicate<Reply> which) {
    Map<Integer, List<Reply>> bySecond = replies.stream().filter(which)
        .collect(Collectors.groupingBy(reply -> (int) second(reply.meant()), TreeMap::new, Collectors.toList()));
    List<Point> points = new ArrayList<>();
    bySecond.forEach((second, of) -> points.add(new Point(second + 0.5,
        Phase.quantile(share, of.stream().mapToDouble(Reply::millis).toArray()))));
    return new Curve(name, colour, points);
  }

  /** A figure of the process. */
  Curve figure(String name, String colour, ToDoubleFunction<Sample> figure) {
    return new Curve(name, colour, samples.stream().filter(sample -> Double.isFinite(figure.applyAsDouble(sample)))
        .map(sample -> new Point(second(sample.at()), figure.applyAsDouble(sample))).toList());
  }
}
