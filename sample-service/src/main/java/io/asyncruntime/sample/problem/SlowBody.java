package io.asyncruntime.sample.problem;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A body that no thread waits for: the web server calls when there is more of it. When it is whole, too long or too late the request is
 * dispatched once more, and {@link #of} tells what was read. The calls of the web server come one at a time.
 */
final class SlowBody implements ReadListener, AsyncListener {
  private static final String ATTRIBUTE = SlowBody.class.getName();
  private static final int PIECE = 4096;

  private final ServletInputStream in;
  private final AsyncContext async;
  private final long maxSize;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean late;
  private boolean ended;

  private SlowBody(ServletInputStream in, AsyncContext async, long maxSize) {
    this.in = in;
    this.async = async;
    this.maxSize = maxSize;
  }

  /** Reads it from now on. The caller returns to the web server. */
  static void await(HttpServletRequest request, HttpServletResponse response, long maxSize, Duration maxTime)
      throws IOException {
    ServletInputStream in = request.getInputStream();
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(Math.max(1, maxTime.toMillis()));
    SlowBody body = new SlowBody(in, async, maxSize);
    request.setAttribute(ATTRIBUTE, body);
    async.addListener(body);
    in.setReadListener(body);
  }

  /** What was read of a request that has been dispatched once more for that; null for every other. */
  static @Nullable SlowBody of(HttpServletRequest request) {
    Object body = request.getAttribute(ATTRIBUTE);
    request.removeAttribute(ATTRIBUTE);
    return (SlowBody) body;
  }

  boolean isLate() { return late; }

  boolean isTooLong() { return bytes.size() > maxSize; }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] piece = new byte[PIECE];
    while (!ended && in.isReady()) {
      int n = in.read(piece);
      if (n < 0) return; // onAllDataRead comes
      bytes.write(piece, 0, n);
      if (isTooLong()) end();
    }
  }

  @Override
  public void onAllDataRead() {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    late = true;
    end();
  }

  private void end() {
    if (ended) return;
    ended = true;
    async.dispatch();
  }

  /** The client has left. */
  @Override
  public void onError(Throwable failure) {
    if (ended) return;
    ended = true;
    async.complete();
  }

  @Override
  public void onError(AsyncEvent event) {
    // the same is told to whoever reads
  }

  @Override
  public void onComplete(AsyncEvent event) {
    // there is nothing to be given back
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // by those for whom it was read
  }
}
