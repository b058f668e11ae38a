package io.asyncruntime.spring.boot.requests;

import io.asyncruntime.Async;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives a request's task, and its thread, which the log shows, the name of its method and, once it has a handler, of the pattern of its
 * route: as many names as there are routes, whatever clients send. The request's thread.
 */
public final class RequestNames implements HandlerInterceptor {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

  static void begin(HttpServletRequest request) {
    name(method(request));
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (pattern != null && Async.canAwait()) name(method(request) + ' ' + pattern);
    return true;
  }

  private static String method(HttpServletRequest request) {
    return METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
  }

  private static void name(String name) {
    Async.nameTask(name);
    Thread.currentThread().setName(name);
  }
}
