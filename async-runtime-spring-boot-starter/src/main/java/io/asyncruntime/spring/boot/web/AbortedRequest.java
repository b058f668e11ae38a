package io.asyncruntime.spring.boot.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Answers a request that was cut off where nobody else has: a 503 with a problem detail, if nothing has been sent yet. The request's
 * thread, which may have been interrupted, and then could not write.
 */
public final class AbortedRequest {
  private static final String ANSWERED = AbortedRequest.class.getName();
  private static final ProblemDetail ABORTED = aborted();

  private AbortedRequest() {
  }

  private static ProblemDetail aborted() {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
        "The request was aborted before it was done.");
    problem.setTitle("Aborted");
    return problem;
  }

  /** A handler of exceptions has answered for it. */
  static void markAnswered(HttpServletRequest request) {
    request.setAttribute(ANSWERED, Boolean.TRUE);
  }

  /** Of one whose task was aborted. */
  public static void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answer(request, response, ABORTED);
  }

  static void answer(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
      throws IOException {
    if (response.isCommitted() || request.getAttribute(ANSWERED) != null) return;
    boolean interrupted = Thread.interrupted();
    response.reset();
    byte[] body = text(problem).getBytes(StandardCharsets.UTF_8);
    response.setStatus(problem.getStatus());
    response.setContentType("application/problem+json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
    if (interrupted) Thread.currentThread().interrupt();
  }

  /** Its texts are ours, and need no escapes. */
  private static String text(ProblemDetail problem) {
    return "{\"title\":\"" + problem.getTitle() + "\",\"status\":" + problem.getStatus() + ",\"detail\":\""
        + problem.getDetail() + "\"}";
  }
}
