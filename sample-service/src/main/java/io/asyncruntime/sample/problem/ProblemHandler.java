package io.asyncruntime.sample.problem;

import io.asyncruntime.spring.boot.web.RequestDeadlineException;
import io.asyncruntime.task.JoinException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns every failure of a request into a problem detail. What went wrong inside stays in the log. */
@RestControllerAdvice
final class ProblemHandler extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  /** The body is no JSON, or JSON of another shape. */
  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(status, "The body must be a JSON object with numbers and text"
            + " where they are expected, such as {\"customer\": \"Ada\", \"seats\": 2}.");
    return handleExceptionInternal(failure, problem, headers, status, request);
  }

  /** A piece of the path is not of the type it should be. */
  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    Class<?> wanted = failure.getRequiredType();
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status,
        "The id in the path must be a " + (wanted == long.class ? "whole number" : "UUID") + ".");
    return handleExceptionInternal(failure, problem, headers, status, request);
  }

  /** Its time was over, and its task is cut off. What has become of the request by then is the truth, whatever it is. */
  @ExceptionHandler
  @Nullable
  ResponseEntity<?> handleLate(RequestDeadlineException failure, WebRequest request) {
    return cutOff(failure, Problem.late(), request);
  }

  /** Somebody aborted the task, or the service stops. */
  @ExceptionHandler
  @Nullable
  ResponseEntity<?> handleEnd(JoinException failure, WebRequest request) {
    return failure.isCancelled() ? handleCancelled(failure, request) : handleUnexpected(failure, request);
  }

  private @Nullable ResponseEntity<?> handleCancelled(JoinException failure, WebRequest request) {
    return cutOff(failure,
        Problem.unavailable("The request was cancelled. Nothing was reserved, nothing was charged."), request);
  }

  /** The refusal, unless there is a reservation by then. */
  private @Nullable ResponseEntity<?> cutOff(Exception failure, Problem refusal, WebRequest request) {
    ResponseEntity<?> standing = StandingAnswer.in(request);
    return standing != null ? standing : answer(failure, refusal, request);
  }

  /** Everything that nobody foresaw. */
  @ExceptionHandler
  @Nullable
  ResponseEntity<Object> handleUnexpected(Exception failure, WebRequest request) {
    Problem foreseen = Problem.of(failure);
    if (foreseen != null) return answer(failure, foreseen, request);
    LOG.error("A request failed: {}", request, failure);
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR,
        "The box office could not do this. The reason is in its log.");
    return handleExceptionInternal(failure, problem, new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, request);
  }

  private @Nullable ResponseEntity<Object> answer(Exception failure, Problem problem, WebRequest request) {
    return handleExceptionInternal(failure, problem.getBody(), problem.getHeaders(), problem.getStatusCode(), request);
  }
}
