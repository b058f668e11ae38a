package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients who begin a body and do not go on: they hold a few threads, for a while, and nobody else notices. */
@Timeout(120)
class SlowBodiesTest {
  private static final int THREADS = 20;
  private static final int AWAITED = 5;
  private static final int GIVE_UP_MILLIS = 60_000;

  @TempDir private Path folder;

  /** With so few threads that each of them would wait for a body, and one place at the gate. */
  @Test
  void moreSlowBodiesThanThreadsCostNoThreadThatOthersNeed() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (RunningService service = start("sample.max-body-time=10m", "sample.max-body-threads=" + AWAITED)) {
      for (int i = 0; i < 2 * THREADS; i++) slow.add(beginning(service, "{\"cust"));
      assertThat(service.boxOffice().reserve(1, 2).is(201).json().get("seats")).hasSize(2);
      // They are served all the same, each once the rest has come.
      for (Socket socket : slow) {
        send(socket, "omer\": \"Bob\", \"seats\": 1}");
        assertThat(linesOf(socket)).first().asString().startsWith("HTTP/1.1 201");
      }
    } finally {
      for (Socket socket : slow) socket.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, AWAITED})
  void aBodyThatTakesTooLongIsGivenUpAndSoIsItsConnection(int threads) throws Exception {
    try (RunningService service = start("sample.max-body-time=0s", "sample.max-body-threads=" + threads);
        Socket slow = beginning(service, "{\"customer\":")) {
      List<String> answer = linesOf(slow);
      assertThat(answer).first().asString().startsWith("HTTP/1.1 408");
      assertThat(answer).anyMatch(line -> line.contains("must be sent within 0 ms"));
    }
  }

  @Test
  void aBodyOfWhichNothingComesIsGivenUpByTheWebServer() throws Exception {
    try (RunningService service = start("server.tomcat.connection-timeout=100ms");
        Socket silent = beginning(service, "")) {
      assertThat(linesOf(silent)).as("it is answered, and the connection ends").isNotEmpty();
      service.boxOffice().reserve(1, 2).is(201);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, AWAITED})
  void aBodyOfUnknownLengthThatIsTooLongIsRefused(int threads) throws Exception {
    try (RunningService service = start("sample.max-body-time=10m", "sample.max-body-threads=" + threads,
        "sample.max-body-size=10B")) {
      HttpRequest.Builder request = service.boxOffice().request("/events/1/reservations")
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[1000])));
      service.boxOffice().send(request).isProblem(413);
    }
  }

  private RunningService start(String... properties) {
    return RunningService.start(RunningService.plus(RunningService.plus(RunningService.inFolder(folder),
        "server.tomcat.threads.max=" + THREADS, "server.tomcat.connection-timeout=10m",
        "async-runtime.admission.max-in-flight=1"), properties));
  }

  private static void send(Socket socket, String part) throws IOException {
    socket.getOutputStream().write(part.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Of a body of 31 bytes, on a connection for one request. */
  private static Socket beginning(RunningService service, String part) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.boxOffice().port());
    socket.setSoTimeout(GIVE_UP_MILLIS);
    send(socket,
        "POST /events/1/reservations HTTP/1.1\r\nHost: box\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + "Content-Length: 31\r\n\r\n" + part);
    return socket;
  }

  /** All that comes, until the other side closes. */
  private static List<String> linesOf(Socket socket) {
    try {
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).lines()
          .toList();
    } catch (IOException closed) {
      return List.of(closed.toString());
    }
  }
}
