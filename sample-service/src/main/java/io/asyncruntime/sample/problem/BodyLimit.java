package io.asyncruntime.sample.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses bodies longer than {@code sample.max-body-size} (default 16KB). A declared length is refused before a byte is read;
 * a body of undeclared length is cut off while it is read.
 */
@Component
final class BodyLimit extends OncePerRequestFilter {
  private final long limit;
  private final HandlerExceptionResolver problems;

  BodyLimit(
      @Value("${sample.max-body-size:16KB}") DataSize limit,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    this.limit = limit.toBytes();
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > limit) {
      problems.resolveException(request, response, null, tooLarge());
    } else {
      chain.doFilter(new LimitedRequest(request, limit, this::tooLarge), response);
    }
  }

  private Problem tooLarge() {
    return Problem.tooLarge("The body may have at most " + limit + " bytes.");
  }

  /** The refusal that made reading the body fail, if it was one. */
  static @Nullable Problem problemBehind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Problem problem) return problem;
    }
    return null;
  }
}
