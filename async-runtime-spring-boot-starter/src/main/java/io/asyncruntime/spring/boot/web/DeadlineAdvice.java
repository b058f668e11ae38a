package io.asyncruntime.spring.boot.web;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;

/**
 * Answers a request whose time is over with its problem detail, never with an empty body, whether or not problem details are switched on.
 * Last of all: an advice of the application's own comes before it.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public final class DeadlineAdvice {
  /** The deadline of the starter, or the time-out of Spring MVC. */
  @ExceptionHandler({RequestDeadlineException.class, AsyncRequestTimeoutException.class})
  ResponseEntity<ProblemDetail> timeIsOver(ErrorResponse late) {
    return ResponseEntity.status(late.getStatusCode()).headers(late.getHeaders()).body(late.getBody());
  }
}
