package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.spring.boot.web.RequestDeadlines;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The rules for deadlines of requests, from the environment: an application that has a runtime of its own has them too. */
final class WebDeadlines {
  private static final String HEADER = "async-runtime.web.deadline-header";

  private WebDeadlines() {
  }

  static RequestDeadlines of(Environment environment) {
    Binder binder = Binder.get(environment);
    Duration ours = binder.bind("async-runtime.web.deadline", Duration.class).orElse(null);
    return new RequestDeadlines(ours != null ? ours : requestTimeout(binder), header(binder));
  }

  /** The name under which calls to others tell how much is left: the one that is looked at here, for the others may do likewise. */
  static String headerForOthers(Environment environment) {
    String named = header(Binder.get(environment));
    return named == null ? "X-Request-Deadline" : named;
  }

  /** A file that names the property and gives no value gives an empty text. */
  private static @Nullable String header(Binder binder) {
    String named = binder.bind(HEADER, String.class).orElse("");
    return named.isEmpty() ? null : named;
  }

  /** Zero and less is none, there. */
  private static @Nullable Duration requestTimeout(Binder binder) {
    Duration theirs = binder.bind("spring.mvc.async.request-timeout", Duration.class).orElse(null);
    return theirs == null || theirs.isZero() || theirs.isNegative() ? null : theirs;
  }
}
