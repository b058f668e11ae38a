package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.metrics.DurationHistogram;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** The distribution of poll times, bound only where the runtime measures it. */
final class PollTimeMeters {
  private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999};

  /** From a poll that is cheap to one that the watchdog reports. */
  private static final List<Duration> BUCKETS =
      Stream.of(10, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000)
          .map(micros -> Duration.of(micros, ChronoUnit.MICROS)).toList();

  private PollTimeMeters() {
  }

  static void bind(DurationHistogram times, MeterSink sink) {
    sink.counter("poll.time.count", "Polls that were measured", times, DurationHistogram::count);
    sink.timeGauge("poll.time.max", "The longest poll", times, DurationHistogram::max);
    for (Duration bound : BUCKETS) bucket(Double.toString(bound.toNanos() / 1e9), bound, times, sink);
    sink.with("le", "+Inf").counter("poll.time.buckets", "Polls by time, each bucket with all below it", times,
        DurationHistogram::count);
    for (double quantile : QUANTILES) {
      sink.with("quantile", Double.toString(quantile)).timeGauge("poll.time", "Time of polls, by quantile", times,
          histogram -> histogram.percentile(100 * quantile));
    }
  }

  private static void bucket(String le, Duration bound, DurationHistogram times, MeterSink sink) {
    sink.with("le", le).counter("poll.time.buckets", "Polls by time, each bucket with all below it", times,
        histogram -> histogram.countUpTo(bound));
  }
}
