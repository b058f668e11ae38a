package io.asyncruntime.sample.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.coyote.CloseNowException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Reads each body whole, before a place at the gate is taken or anything else is done for it. At most {@code sample.max-body-size}
 * (default 16KB) are read, and within {@code sample.max-body-time} (default 5s). Bodies that have not come yet are awaited by threads of
 * the web server, which is the quickest way, but by no more than {@code sample.max-body-threads} (default 50); all others are awaited by
 * nobody, see {@link SlowBody}. Who sends too slowly loses the connection.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BodyLimits extends OncePerRequestFilter {
  private static final int PIECE = 4096;

  private final long maxSize;
  private final Duration maxTime;
  private final Semaphore threads;
  private final HandlerExceptionResolver problems;

  BodyLimits(
      @Value("${sample.max-body-size:16KB}") DataSize maxSize,
      @Value("${sample.max-body-time:5s}") Duration maxTime,
      @Value("${sample.max-body-threads:50}") int maxThreads,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    this.maxSize = maxSize.toBytes();
    this.maxTime = maxTime;
    this.threads = new Semaphore(maxThreads);
    this.problems = problems;
  }

  /** A body that nobody waited for comes by a dispatch. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    SlowBody slow = SlowBody.of(request);
    if (slow != null) {
      filterRead(slow, request, response, chain);
    } else if (isAsyncDispatch(request)) {
      chain.doFilter(request, response);
    } else {
      filterNew(request, response, chain);
    }
  }

  private void filterNew(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long length = request.getContentLengthLong();
    if (length > maxSize) {
      problems.resolveException(request, response, null, tooLong());
      return;
    }
    ServletInputStream in = request.getInputStream();
    if (in.isFinished() || length >= 0 && in.available() >= length) {
      chain.doFilter(new ReadRequest(request, in.readAllBytes()), response);
    } else if (threads.tryAcquire()) {
      filterAwaited(in, request, response, chain);
    } else {
      SlowBody.await(request, response, maxSize, maxTime);
    }
  }

  private void filterAwaited(ServletInputStream in, HttpServletRequest request, HttpServletResponse response,
      FilterChain chain) throws ServletException, IOException {
    byte[] body;
    try {
      body = read(in);
    } catch (Problem refusal) {
      refuse(refusal, request, response);
      return;
    } finally {
      threads.release();
    }
    chain.doFilter(new ReadRequest(request, body), response);
  }

  /** As if it had come just now. */
  private void filterRead(SlowBody body, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (body.isLate()) {
      refuse(tooSlow(), request, response);
    } else if (body.isTooLong()) {
      refuse(tooLong(), request, response);
    } else {
      chain.doFilter(ReadRequest.dispatched(request, body.bytes()), response);
    }
  }

  /**
   * With an end of the connection where the rest of the body may never come. What is left of a body that is merely too long is skipped by
   * the web server, so that its sender sees the answer.
   */
  private void refuse(Problem refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
    problems.resolveException(request, response, null, refusal);
    if (refusal.getStatusCode().value() == HttpServletResponse.SC_REQUEST_TIMEOUT) {
      response.flushBuffer();
      throw new CloseNowException("the body came too slowly");
    }
  }

  private byte[] read(ServletInputStream in) throws IOException {
    long begin = System.nanoTime();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      body.write(piece, 0, n);
      if (body.size() > maxSize) throw tooLong();
      if (System.nanoTime() - begin > maxTime.toNanos()) throw tooSlow();
    }
    return body.toByteArray();
  }

  private Problem tooLong() {
    return Problem.tooLarge("The body may have at most " + maxSize + " bytes.");
  }

  private Problem tooSlow() {
    return Problem.tooSlow("The body must be sent within " + maxTime.toMillis() + " ms.");
  }
}
