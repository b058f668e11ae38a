package io.asyncruntime.spring.boot.web;

import java.io.Serial;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * The deadline of a request has passed before its result was there: a 503 with a problem detail. By the time it is thrown, what was
 * under way for the result has been cancelled, and has ended.
 */
public final class RequestDeadlineException extends ErrorResponseException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param limit how long the request had
   * @param cause what was not done or not begun
   */
  RequestDeadlineException(Duration limit, Throwable cause) {
    super(HttpStatus.SERVICE_UNAVAILABLE, problem(limit), cause);
  }

  private static ProblemDetail problem(Duration limit) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
        "The request was not done within " + limit.toMillis() + " ms; what was under way for it was cancelled.");
    problem.setTitle("Deadline passed");
    return problem;
  }
}
