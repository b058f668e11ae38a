package io.asyncruntime.spring.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.boot.convert.DurationStyle;

/** Durations as people write them in a configuration file. */
final class DurationText {
  private static final List<ChronoUnit> UNITS =
      List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS, ChronoUnit.MILLIS,
          ChronoUnit.MICROS);

  private DurationText() {
  }

  /** The duration in the largest unit that gives a whole number, for example {@code 10s}; zero is {@code 0s}. */
  static String of(Duration duration) {
    if (duration.isZero()) return "0s";
    return DurationStyle.SIMPLE.print(duration, UNITS.stream().filter(unit -> divides(unit, duration)).findFirst()
        .orElse(ChronoUnit.NANOS));
  }

  private static boolean divides(ChronoUnit unit, Duration duration) {
    Duration one = unit.getDuration();
    return one.multipliedBy(duration.dividedBy(one)).equals(duration);
  }
}
