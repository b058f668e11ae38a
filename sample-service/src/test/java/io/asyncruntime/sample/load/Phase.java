package io.asyncruntime.sample.load;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A part of a run under one load.
 *
 * @param name what it is called in the report
 * @param offered requests a second that came; NaN when they came as fast as the answers
 * @param start when it began, by {@link System#nanoTime()}
 * @param end when its last customer had come
 * @param replies to those who were due in it, also when they came later
 * @param samples of the time between
 */
public record Phase(String name, double offered, long start, long end, List<Reply> replies, List<Sample> samples) {

  double seconds() {
    return (end - start) / 1e9;
  }

  /** Good answers a second that came before the end. */
  public double goodput() {
    return count(reply -> reply.isGood() && reply.ended() <= end) / seconds();
  }

  /** How many there were of those. */
  public long count(Predicate<Reply> which) {
    return replies.stream().filter(which).count();
  }

  /** The latency in milliseconds which that share of those had or less; NaN when there were none. */
  public double millis(double share, Predicate<Reply> which) {
    return quantile(share, replies.stream().filter(which).mapToDouble(Reply::millis).toArray());
  }

  /** The longest Actuator took; what it did not answer took as long as it was waited for. */
  public double slowestActuator() {
    return samples.stream().mapToDouble(Sample::actuatorMillis).max().orElse(Double.NaN);
  }

  /** The lowest that a figure was: of a heap, what was no garbage. */
  public double lowest(ToDoubleFunction<Sample> figure) {
    return samples.stream().mapToDouble(figure).filter(Double::isFinite).min().orElse(Double.NaN);
  }

  /** The highest that a figure was. */
  public double highest(ToDoubleFunction<Sample> figure) {
    return samples.stream().mapToDouble(figure).filter(Double::isFinite).max().orElse(Double.NaN);
  }

  /** What comes when the first share of its time is over. */
  public Phase after(double share) {
    long cut = start + (long) ((end - start) * share);
    return new Phase(name, offered, cut, end, replies.stream().filter(reply -> reply.meant() >= cut).toList(),
        samples.stream().filter(sample -> sample.at() >= cut).toList());
  }

  /** What was before the first share of its time was over. */
  public Phase before(double share) {
    long cut = start + (long) ((end - start) * share);
    return new Phase(name, offered, start, cut, replies.stream().filter(reply -> reply.meant() < cut).toList(),
        samples.stream().filter(sample -> sample.at() < cut).toList());
  }

  static double quantile(double share, double[] values) {
    if (values.length == 0) return Double.NaN;
    Arrays.sort(values);
    return values[(int) Math.min(values.length - 1L, (long) Math.floor(share * values.length))];
  }
}
