package io.asyncruntime.sample.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;

/**
 * What is known of a request so far: the answer to be given when its time is over and the task that it was for has been cut off. A refusal
 * would be untrue then. An attribute of the request; the task sets it, the request's thread reads it.
 */
public final class StandingAnswer {
  private static final String ATTRIBUTE = StandingAnswer.class.getName();

  private volatile @Nullable ResponseEntity<?> answer;

  private StandingAnswer() {}

  /** Of that request, which has none yet. */
  public static StandingAnswer of(HttpServletRequest request) {
    StandingAnswer standing = new StandingAnswer();
    request.setAttribute(ATTRIBUTE, standing);
    return standing;
  }

  /** From now on that is true. */
  public void set(ResponseEntity<?> known) {
    answer = known;
  }

  static @Nullable ResponseEntity<?> in(WebRequest request) {
    return request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof StandingAnswer standing
        ? standing.answer
        : null;
  }
}
