package io.asyncruntime.sample.problem;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request whose body fails to read behind a number of bytes. One thread at a time, as with any request. */
final class LimitedRequest extends HttpServletRequestWrapper {
  private final long limit;
  private final Supplier<Problem> tooLarge;
  private @Nullable ServletInputStream body;

  LimitedRequest(HttpServletRequest request, long limit, Supplier<Problem> tooLarge) {
    super(request);
    this.limit = limit;
    this.tooLarge = tooLarge;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) body = new LimitedStream(super.getInputStream(), limit, tooLarge);
    return body;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    Charset charset =
        getCharacterEncoding() == null ? StandardCharsets.UTF_8 : Charset.forName(getCharacterEncoding());
    return new BufferedReader(new InputStreamReader(getInputStream(), charset));
  }

  /** Counts what was read. */
  private static final class LimitedStream extends ServletInputStream {
    private final ServletInputStream in;
    private final Supplier<Problem> tooLarge;
    private long left;

    LimitedStream(ServletInputStream in, long limit, Supplier<Problem> tooLarge) {
      this.in = in;
      this.tooLarge = tooLarge;
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) count(1);
      return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int n = in.read(target, offset, length);
      if (n > 0) count(n);
      return n;
    }

    private void count(int n) {
      left -= n;
      if (left < 0) throw tooLarge.get();
    }

    @Override
    public boolean isFinished() { return in.isFinished(); }

    @Override
    public boolean isReady() { return in.isReady(); }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
