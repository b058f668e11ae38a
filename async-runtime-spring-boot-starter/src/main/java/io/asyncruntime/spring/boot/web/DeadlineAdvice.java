package io.asyncruntime.spring.boot.web;

import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;

/**
 * Answers a request whose time is over, or for whose work there is no place, with a problem detail, never with an empty body, whether or not problem details are switched on.
 * Last of all: an advice of the application's own comes before it.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public final class DeadlineAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineAdvice.class);
  private static final String RETRY_AFTER_SECONDS = "1";

  /** A lane or the pool that has too much to do; which one is said in the log and in the figures, and is nothing to the client. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> tooMuchToDo(RejectedExecutionException refusal) {
    LOG.debug("Refused", refusal);
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
        "There is too much to do. Try again later.");
    problem.setTitle("Too much to do");
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .body(problem);
  }

  /** The deadline of the starter, or the time-out of Spring MVC. */
  @ExceptionHandler({RequestDeadlineException.class, AsyncRequestTimeoutException.class})
  ResponseEntity<ProblemDetail> timeIsOver(ErrorResponse late) {
    return ResponseEntity.status(late.getStatusCode()).headers(late.getHeaders()).body(late.getBody());
  }
}
