package io.asyncruntime.sample.payment.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A payment provider on a loopback port, for trying the box office and for tests.
 *
 * <pre>
 *   PUT    /payments/{key}   pay; the same key is paid once, however often it is sent
 *   GET    /payments/{key}   what became of it, 404 when the key was never seen
 *   DELETE /payments/{key}   close it: unless it was paid or declined before, it can never be paid any more
 * </pre>
 *
 * Each answers {@code {"key": "…", "status": "PAID"|"DECLINED"|"VOIDED"}}. {@link FaultInjector} decides which requests
 * fail and which are never answered; a lost answer may hide a payment that was made, as with real providers.
 */
public final class PaymentStandIn implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PaymentStandIn.class);
  private static final String PATH = "/payments/";
  private static final int BACKLOG = 1024;
  private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

  private final HttpServer server;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
  private final PaymentBook book;
  private final FaultInjector faults;
  private final Duration delay;
  private final AtomicLong silences = new AtomicLong();

  private PaymentStandIn(HttpServer server, PaymentBook book, FaultInjector faults, Duration delay) {
    this.server = server;
    this.book = book;
    this.faults = faults;
    this.delay = delay;
  }

  /**
   * Starts the provider.
   *
   * @param port where on the loopback address it listens; 0 for any free port
   * @param settings how slow it is and how often it fails
   * @param file where it keeps its payments, or null to forget them at the end
   */
  public static PaymentStandIn start(int port, StandInSettings settings, @Nullable Path file) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      PaymentStandIn standIn =
          new PaymentStandIn(server, PaymentBook.open(file), new FaultInjector(settings), settings.delay());
      server.setExecutor(standIn.threads);
      server.createContext(PATH, standIn::accept);
      server.start();
      LOG.info("Payment stand-in at {}, {}", standIn.url(), settings);
      return standIn;
    } catch (IOException e) {
      throw new UncheckedIOException("The payment stand-in could not start on port " + port, e);
    }
  }

  /** Runs the provider alone: {@code PaymentStandIn PORT [FILE]}. It stops with its process. */
  public static void main(String[] args) {
    if (args.length == 0 || args.length > 2) {
      throw new IllegalArgumentException("Usage: PaymentStandIn PORT [FILE]");
    }
    start(Integer.parseInt(args[0]), StandInSettings.reliable(), args.length == 2 ? Path.of(args[1]) : null);
  }

  /** Where it listens; {@code /payments/…} is below it. */
  public URI url() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  /** What it did with this key so far; for tests, and never slow. */
  public @Nullable PaymentStatus statusOf(String key) {
    return book.statusOf(key);
  }

  /** How many requests it has left without an answer so far; for tests. */
  public long silences() {
    return silences.get();
  }

  /** On a thread of ours: decides, and answers after the delay, which no thread waits for. */
  private void accept(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String key = exchange.getRequestURI().getPath().substring(PATH.length());
    exchange.getRequestBody().readAllBytes();
    FaultInjector.Fault fault = method.equals("GET") ? FaultInjector.Fault.NONE : faults.next();
    PaymentStatus status = fault.hitsBefore() ? null : handle(method, key);
    log(exchange, status, fault);
    if (fault.isSilent()) {
      silences.incrementAndGet();
      later(faults.silence(), exchange::close);
    } else if (fault.hits()) {
      later(delay, () -> answer(exchange, 503, "{\"error\": \"out of order\"}"));
    } else {
      later(delay, () -> answer(exchange, key, status));
    }
  }

  /** As another service would: the line carries the caller's trace, from the header {@code traceparent} of W3C Trace Context. */
  private static void log(HttpExchange exchange, @Nullable PaymentStatus status, FaultInjector.Fault fault) {
    String parent = exchange.getRequestHeaders().getFirst("traceparent");
    Matcher trace = TRACE_PARENT.matcher(parent == null ? "" : parent);
    if (trace.matches()) MDC.put("traceId", trace.group(1));
    try {
      String outcome = fault.hits() ? status + ", answer " + fault : String.valueOf(status);
      LOG.info("{} {}: {}", exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), outcome);
    } finally {
      MDC.remove("traceId");
    }
  }

  private @Nullable PaymentStatus handle(String method, String key) {
    return switch (method) {
      case "PUT" -> book.settle(key, faults.declines() ? PaymentStatus.DECLINED : PaymentStatus.PAID);
      case "DELETE" -> book.settle(key, PaymentStatus.VOIDED);
      default -> book.statusOf(key);
    };
  }

  private void later(Duration wait, Runnable answer) {
    try {
      threads.schedule(answer, wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed while a request was on its way", e);
    }
  }

  private static void answer(HttpExchange exchange, String key, @Nullable PaymentStatus status) {
    if (status == null) {
      answer(exchange, 404, "{\"error\": \"unknown key\"}");
    } else {
      answer(exchange, 200, "{\"key\": \"" + key + "\", \"status\": \"" + status + "\"}");
    }
  }

  private static void answer(HttpExchange exchange, int code, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      LOG.debug("The caller of the payment stand-in went away", e);
    }
  }

  /** Stops at once; requests under way get no answer. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    book.close();
  }
}
