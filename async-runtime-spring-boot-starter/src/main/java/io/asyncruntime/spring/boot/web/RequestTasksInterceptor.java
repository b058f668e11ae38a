package io.asyncruntime.spring.boot.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.AsyncHandlerInterceptor;

/**
 * Marks the beginning and the end of a request for {@link RequestTasks}. Spring calls the end once, in the dispatch that
 * wrote the answer: for an asynchronous request that is the last one, also after a time-out.
 */
public final class RequestTasksInterceptor implements AsyncHandlerInterceptor {
  private static final int FIRST_ERROR = 400;

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getAttribute(RequestTasks.Bound.attribute()) == null) {
      request.setAttribute(RequestTasks.Bound.attribute(), new RequestTasks.Bound());
    }
    return true;
  }

  @Override
  public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
      @Nullable Exception failure) {
    boolean failed = failure != null || response.getStatus() >= FIRST_ERROR;
    if (failed && request.getAttribute(RequestTasks.Bound.attribute()) instanceof RequestTasks.Bound bound) {
      bound.abortAll();
    }
  }
}
