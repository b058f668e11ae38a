package io.asyncruntime.sample.payment.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** A payment provider that holds every request until it may go on to the real one. */
public final class HeldPayments implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);
  private final HttpServer server;
  private final PaymentStandIn provider;

  /** In front of that one. */
  public HeldPayments(PaymentStandIn provider) throws IOException {
    this.provider = provider;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(threads);
    server.createContext("/payments/", this::hold);
    server.start();
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Returns once so many more requests are held. */
  public void awaitHeld(int requests) {
    arrived.acquireUninterruptibly(requests);
  }

  /** From now on nothing is held. */
  public void release() {
    released.countDown();
  }

  private void hold(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      arrived.release();
      released.await();
      HttpRequest request = HttpRequest.newBuilder(provider.url().resolve(exchange.getRequestURI()))
          .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body)).build();
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      throw new IOException("Closed while a request was held", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
