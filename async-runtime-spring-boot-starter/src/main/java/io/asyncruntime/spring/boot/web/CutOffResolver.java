package io.asyncruntime.spring.boot.web;

import io.asyncruntime.task.CancelledError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * A request that is a task and is cut off by its deadline unwinds with an error that no application has a handler for: those for
 * {@link RequestDeadlineException} are asked instead, as where a future was cut off. The request's thread.
 */
public final class CutOffResolver implements HandlerExceptionResolver, Ordered {
  private final Supplier<HandlerExceptionResolver> others;

  /** Those are asked. */
  public CutOffResolver(Supplier<HandlerExceptionResolver> others) {
    this.others = others;
  }

  @Override
  public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
      @Nullable Object handler, Exception failure) {
    if (!(failure.getCause() instanceof CancelledError)
        || !(request.getAttribute(RequestDeadline.ATTRIBUTE) instanceof RequestDeadline deadline)
        || !deadline.remaining().isZero()) {
      return null;
    }
    ModelAndView answer = others.get().resolveException(request, response, handler, deadline.exceeded(failure));
    if (answer != null) AbortedRequest.markAnswered(request);
    return answer;
  }

  @Override
  public int getOrder() { return HIGHEST_PRECEDENCE; }
}
