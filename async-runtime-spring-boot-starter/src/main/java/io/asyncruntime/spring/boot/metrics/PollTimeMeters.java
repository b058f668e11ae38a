package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.metrics.DurationHistogram;

/** The distribution of poll times, bound only where the runtime measures it. */
final class PollTimeMeters {
  private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999};

  private PollTimeMeters() {
  }

  static void bind(DurationHistogram times, MeterSink sink) {
    sink.counter("poll.time.count", "Polls that were measured", times, DurationHistogram::count);
    sink.timeGauge("poll.time.max", "The longest poll", times, DurationHistogram::max);
    for (double quantile : QUANTILES) {
      sink.with("quantile", Double.toString(quantile)).timeGauge("poll.time", "Time of polls, by quantile", times,
          histogram -> histogram.percentile(100 * quantile));
    }
  }
}
