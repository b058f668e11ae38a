package io.asyncruntime.spring.boot.requests;

import io.asyncruntime.Async;
import io.asyncruntime.spring.boot.web.AbortedRequest;
import io.asyncruntime.spring.boot.web.RequestBlock;
import io.asyncruntime.task.CancelledError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter, by which a task learns which request it is: gives it a name, and a thread and thread-locals that no other request
 * has had; lets others run before the next request of a busy connection begins; and answers for one that is aborted.
 */
public final class RequestTaskFilter extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    RequestRun run = RequestRun.current();
    if (run == null) {
      chain.doFilter(request, response);
    } else if (run.isGivenUp()) {
      AbortedRequest.answer(request, response);
    } else {
      if (run.beginsAnother()) Async.await(Async.yieldNow());
      RequestNames.begin(request);
      serveApart(run, request, response, chain);
    }
  }

  private static void serveApart(RequestRun run, HttpServletRequest request, HttpServletResponse response,
      FilterChain chain) throws ServletException, IOException {
    try {
      RequestBlock.await(RequestBlock.of(() -> serve(run, request, response, chain)));
    } catch (CancelledError aborted) { // the task was: what was cut off has ended by now, and mostly it has answered
      AbortedRequest.answer(request, response);
    }
  }

  private static void serve(RequestRun run, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    run.watch(hasNoBody(request));
    try {
      chain.doFilter(request, response);
    } catch (ServletException | IOException | RuntimeException | Error failure) {
      if (!isAbort(failure)) throw failure;
      AbortedRequest.answer(request, response);
    } finally {
      run.watch(false);
    }
  }

  private static boolean hasNoBody(HttpServletRequest request) {
    return request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null
        && request.getHeader("Upgrade") == null && request.getProtocol().startsWith("HTTP/1");
  }

  /** Spring wraps an error. */
  private static boolean isAbort(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CancelledError) return true;
    }
    return false;
  }
}
