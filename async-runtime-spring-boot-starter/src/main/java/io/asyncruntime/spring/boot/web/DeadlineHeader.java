package io.asyncruntime.spring.boot.web;

import io.asyncruntime.time.Deadline;
import io.asyncruntime.time.ElapsedException;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Passes on to another service, as a request header in milliseconds, how long the answer is of use: what is left of the deadline of the
 * code that calls. Without a deadline there is no header; after it there is no call but an {@link ElapsedException}. A bean of the
 * starter, and what {@link DeadlineRequestInterceptor} and {@link DeadlineExchangeFilter} go by. Immutable.
 */
public final class DeadlineHeader {
  private final String name;

  /**
   * @param name of the header
   */
  public DeadlineHeader(String name) {
    this.name = name;
  }

  /** The name of the header. */
  public String name() {
    return name;
  }

  /** {@code client}, whose requests then have the header. Its settings are those of {@code client}. */
  public HttpClient around(HttpClient client) {
    return new DeadlineHttpClient(client, this);
  }

  /** The value for a request that is sent now; null without a deadline. The thread whose code calls. */
  @Nullable
  String value() {
    Deadline deadline = Deadline.current().orElse(null);
    return deadline == null ? null : valueOf(deadline.remaining().toMillis());
  }

  /** For so many milliseconds. Less than one is no time to ask anybody. */
  static String valueOf(long millis) {
    if (millis <= 0) throw new ElapsedException("the request was not sent: the deadline of its task has passed");
    return Long.toString(millis);
  }
}
