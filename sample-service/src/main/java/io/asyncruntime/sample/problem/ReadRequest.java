package io.asyncruntime.sample.problem;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A request whose body has been read. One thread at a time, as with any request. */
final class ReadRequest extends HttpServletRequestWrapper {
  private final ServletInputStream body;

  /** Whether it was dispatched because of its body: for all others it has just come. */
  private boolean dispatchedForBody;

  ReadRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = new ReadStream(new ByteArrayInputStream(body));
  }

  /** One that has been dispatched once more when its body had been read. */
  static ReadRequest dispatched(HttpServletRequest request, byte[] body) {
    ReadRequest dispatched = new ReadRequest(request, body);
    dispatched.dispatchedForBody = true;
    return dispatched;
  }

  /** So that filters that look at a request once look at it now. */
  @Override
  public DispatcherType getDispatcherType() {
    return dispatchedForBody ? DispatcherType.REQUEST : super.getDispatcherType();
  }

  @Override
  public AsyncContext startAsync() {
    dispatchedForBody = false;
    return super.startAsync();
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    dispatchedForBody = false;
    return super.startAsync(request, response);
  }

  @Override
  public ServletInputStream getInputStream() { return body; }

  @Override
  public BufferedReader getReader() {
    Charset charset =
        getCharacterEncoding() == null ? StandardCharsets.UTF_8 : Charset.forName(getCharacterEncoding());
    return new BufferedReader(new InputStreamReader(body, charset));
  }

  private static final class ReadStream extends ServletInputStream {
    private final ByteArrayInputStream in;

    ReadStream(ByteArrayInputStream in) {
      this.in = in;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return in.read(target, offset, length);
    }

    @Override
    public int available() {
      return in.available();
    }

    @Override
    public boolean isFinished() { return in.available() == 0; }

    @Override
    public boolean isReady() { return true; }

    /** Nobody needs to be told when there is something to read. */
    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the body has been read already: call read()");
    }
  }
}
