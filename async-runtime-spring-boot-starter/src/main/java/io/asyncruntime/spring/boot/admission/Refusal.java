package io.asyncruntime.spring.boot.admission;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What is said to a request that is not let in: the same to all, made once, so that it costs nothing to say. */
public final class Refusal {
  static final int STATUS = 503;
  static final String CONTENT_TYPE = "application/problem+json";

  private static final byte[] BODY = """
      {"title":"Too much to do","status":503,"detail":"Too many requests are under way. Nothing was done; try again later."}\
      """.getBytes(StandardCharsets.UTF_8);

  private final String retryAfter;

  /** {@code retryAfter} is rounded up to seconds. */
  public Refusal(Duration retryAfter) {
    this.retryAfter = String.valueOf(Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds()));
  }

  String retryAfterSeconds() {
    return retryAfter;
  }

  byte[] body() {
    return BODY.clone();
  }
}
