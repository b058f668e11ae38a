package io.asyncruntime.sample.problem;

import io.asyncruntime.time.ElapsedException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponseException;

/**
 * A refusal that the caller is told about: a status and one sentence, sent as {@code application/problem+json} (RFC 9457).
 * Thrown wherever it turns out; a task of a request lets none out, but gives it as its answer.
 */
public final class Problem extends ErrorResponseException {
  private static final long serialVersionUID = 1L;

  private static final String RETRY_AFTER_SECONDS = "2";

  private Problem(HttpStatus status, String detail) {
    super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
  }

  /** 400: the request asks for something that is not allowed; {@code detail} says what is. */
  public static Problem badRequest(String detail) {
    return new Problem(HttpStatus.BAD_REQUEST, detail);
  }

  /** 404: there is nothing under this address. */
  public static Problem notFound(String detail) {
    return new Problem(HttpStatus.NOT_FOUND, detail);
  }

  /** 409: the request is fine, but not in the state things are in. */
  public static Problem conflict(String detail) {
    return new Problem(HttpStatus.CONFLICT, detail);
  }

  /** 402: the payment was declined. */
  public static Problem paymentRequired(String detail) {
    return new Problem(HttpStatus.PAYMENT_REQUIRED, detail);
  }

  /** 413: the body is longer than the service reads. */
  public static Problem tooLarge(String detail) {
    return new Problem(HttpStatus.CONTENT_TOO_LARGE, detail);
  }

  /** 408: the body did not come in time. */
  static Problem tooSlow(String detail) {
    return new Problem(HttpStatus.REQUEST_TIMEOUT, detail);
  }

  /** 503: try again later, nothing was kept. */
  public static Problem unavailable(String detail) {
    Problem problem = new Problem(HttpStatus.SERVICE_UNAVAILABLE, detail);
    problem.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    return problem;
  }

  /** 503: its time was over before anything was done. */
  static Problem late() {
    return unavailable("The box office did not get to it in time. Nothing was reserved, nothing was charged.");
  }

  /** The refusal that {@code failure} amounts to, of work that has done nothing so far; null for what nobody foresaw. */
  public static @Nullable Problem of(Throwable failure) {
    if (failure instanceof Problem problem) return problem;
    if (failure instanceof ElapsedException) return late();
    if (failure instanceof RejectedExecutionException) {
      return unavailable("The box office has too much to do. Nothing was reserved, nothing was charged.");
    }
    return isOutOfReach(failure)
        ? unavailable("The box office cannot reach its books. Nothing was reserved, nothing was charged.")
        : null;
  }

  /** Whether it is the database that does not do its part, for now. */
  private static boolean isOutOfReach(Throwable failure) {
    return failure instanceof DataAccessResourceFailureException || failure instanceof TransientDataAccessException
        || failure instanceof RecoverableDataAccessException || failure instanceof TransactionException;
  }

  /** Adds a field to the answer, for programs that read it. */
  public Problem with(String name, Object value) {
    getBody().setProperty(name, value);
    return this;
  }

  /**
   * What the task of a request does, with a refusal as its answer: an exception out of a task counts as a panic, for which an
   * operator is woken, and nothing is wrong with a service that says no. Anything else that is thrown goes on.
   */
  public static ResponseEntity<?> answering(Supplier<? extends ResponseEntity<?>> work) {
    try {
      return work.get();
    } catch (RuntimeException failure) {
      Problem refusal = of(failure);
      if (refusal == null) throw failure;
      return refusal.answer();
    }
  }

  /** The answer that says so. The type of its body is told, since that of what was asked for may be another. */
  public ResponseEntity<ProblemDetail> answer() {
    return ResponseEntity.status(getStatusCode()).headers(getHeaders()).contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(getBody());
  }

  @Override
  public String getMessage() {
    return getBody().getDetail() == null ? super.getMessage() : String.valueOf(getBody().getDetail());
  }
}
