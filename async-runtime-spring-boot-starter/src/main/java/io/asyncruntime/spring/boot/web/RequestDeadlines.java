package io.asyncruntime.spring.boot.web;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** How long requests have: so long, or as long as they say themselves in a header if that is shorter. Immutable. */
public final class RequestDeadlines {
  private final @Nullable Duration limit;
  private final @Nullable String header;

  /**
   * @param limit for all requests, or null
   * @param header name of the header that shortens it, or null
   */
  public RequestDeadlines(@Nullable Duration limit, @Nullable String header) {
    this.limit = limit;
    this.header = header;
  }

  /** Whether a request may have one. */
  public boolean isOn() { return limit != null || header != null; }

  @Nullable
  String header() {
    return header;
  }

  /** Of a request with that value of the header, or without one. */
  @Nullable
  RequestDeadline begin(@Nullable String said) {
    Duration shorter = said == null ? null : parse(said.strip());
    if (shorter == null || (limit != null && limit.compareTo(shorter) <= 0)) {
      return limit == null ? null : new RequestDeadline(limit);
    }
    return new RequestDeadline(shorter);
  }

  /** Milliseconds, or a duration as in a configuration file. What is none of both is the client's mistake, and shortens nothing. */
  private static @Nullable Duration parse(String said) {
    try {
      Duration duration = DurationStyle.detectAndParse(said, ChronoUnit.MILLIS);
      return duration.isNegative() ? null : duration;
    } catch (IllegalArgumentException | ArithmeticException notOne) {
      return null;
    }
  }
}
