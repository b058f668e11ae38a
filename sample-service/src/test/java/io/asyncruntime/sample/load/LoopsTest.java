package io.asyncruntime.sample.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LoopsTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private static Mix mix() {
    return new Mix(7, 3, 0);
  }

  /** A sender that is held up does not shift those who come after: they are late, and their latency says so. */
  @Test
  void whoIsDueIsDueHoweverLongTheOthersTook() {
    List<Long> free = arrivals(due -> {});
    List<Long> heldUp = arrivals(due -> {
      while (System.nanoTime() < due + Duration.ofMillis(20).toNanos()) Thread.onSpinWait();
    });
    int both = Math.min(free.size(), heldUp.size());
    assertThat(both).isGreaterThan(3);
    for (int i = 1; i < both; i++) {
      assertThat(heldUp.get(i) - heldUp.get(0)).isEqualTo(free.get(i) - free.get(0));
    }
  }

  private static List<Long> arrivals(java.util.function.LongConsumer sender) {
    List<Long> dues = new ArrayList<>();
    OpenLoop.run(mix(), 100, SHORT, due -> {
      dues.add(due);
      sender.accept(due);
    });
    return dues;
  }

  @Test
  void aClosedCrowdIsNeverMoreThanItself() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ClosedLoop.run(5, SHORT, due -> {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      return CompletableFuture.supplyAsync(() -> {
        inside.decrementAndGet();
        return new Reply("c", Kind.EVENT, false, 200, due, System.nanoTime(), Optional.empty());
      });
    });
    assertThat(most).hasValueBetween(1, 5);
    assertThat(inside).hasValue(0);
  }

  @Test
  void aRunHasAnAnswerOrNoneForEveryRequest() throws IOException {
    UUID paid = UUID.randomUUID();
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      byte[] body = ("{\"id\":\"" + paid + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? 201 : 503, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    URI url = URI.create("http://localhost:" + server.getAddress().getPort());
    URI nobody = URI.create("http://localhost:1");
    try (LoadRun run = new LoadRun(List.of(url, nobody), url, ProcessHandle.current().pid(), mix())) {
      run.open("some", 200, SHORT);
      run.awaitAnswers();
      Phase some = run.phase("some");
      assertThat(some.replies()).hasSameSizeAs(run.replies()).isNotEmpty();
      assertThat(some.replies()).extracting(Reply::status).contains(0, 201, 503);
      assertThat(some.replies()).filteredOn(reply -> reply.kind() == Kind.RESERVE && reply.status() == 201).isNotEmpty()
          .allMatch(reply -> reply.reservation().equals(Optional.of(paid)));
    } finally {
      server.stop(0);
    }
  }
}
