package io.asyncruntime.spring.boot.web;

import io.asyncruntime.Async;
import io.asyncruntime.future.Future;
import io.asyncruntime.time.Deadline;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request its deadline, which is in force on the request's thread: what the controller spawns there inherits it. Where the request
 * is a task, it is cut off as well. Not for the dispatch that writes an answer.
 */
public final class DeadlineFilter extends OncePerRequestFilter {
  private final RequestDeadlines deadlines;

  /** By those rules. */
  public DeadlineFilter(RequestDeadlines deadlines) {
    this.deadlines = deadlines;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = deadlines.header();
    RequestDeadline deadline = deadlines.begin(header == null ? null : request.getHeader(header));
    if (deadline == null) {
      chain.doFilter(request, response);
    } else {
      request.setAttribute(RequestDeadline.ATTRIBUTE, deadline);
      if (Async.canAwait()) {
        cutOffAt(deadline, request, response, chain);
      } else {
        filterWithin(deadline, request, response, chain);
      }
    }
  }

  /** The request is a task: all that is done for it ends at its await, before it is answered. */
  private static void cutOffAt(RequestDeadline deadline, HttpServletRequest request, HttpServletResponse response,
      FilterChain chain) throws ServletException, IOException {
    Future<Boolean> rest = new CutOffRequest(RequestBlock.of(() -> chain.doFilter(request, response)), deadline);
    try {
      RequestBlock.await(Deadline.at(deadline.instant(), rest));
    } catch (RequestDeadlineException late) {
      AbortedRequest.answer(request, response, late.getBody());
    }
  }

  private static void filterWithin(RequestDeadline deadline, HttpServletRequest request, HttpServletResponse response,
      FilterChain chain) throws ServletException, IOException {
    try {
      Deadline.callAt(deadline.instant(), () -> {
        chain.doFilter(request, response);
        return Boolean.TRUE;
      });
    } catch (ServletException | IOException | RuntimeException failure) {
      throw failure;
    } catch (Exception impossible) {
      throw new ServletException(impossible);
    }
  }
}
