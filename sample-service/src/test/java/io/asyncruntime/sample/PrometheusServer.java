package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.BoxOffice.Answer;
import io.asyncruntime.sample.WatchFiles.YamlNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A real Prometheus with the shipped configuration, but for the address of the service and how often it looks. */
final class PrometheusServer implements AutoCloseable {
  private final Process process;
  private final BoxOffice http;

  private PrometheusServer(Process process, int port) {
    this.process = process;
    this.http = new BoxOffice(port, port);
  }

  /** A program of Debian's package {@code prometheus}, if it is on the path. */
  static Optional<Path> program(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).filter(s -> !s.isBlank())
        .map(folder -> Path.of(folder).resolve(name)).filter(Files::isExecutable).findFirst();
  }

  /** Starts it; its data and its configuration go into that folder. */
  static PrometheusServer start(Path program, Path folder, URI scraped) throws IOException {
    Files.copy(WatchFiles.PROMETHEUS.resolve("alerts.yml"), folder.resolve("alerts.yml"));
    String shipped = WatchFiles.read(WatchFiles.PROMETHEUS.resolve("prometheus.yml"));
    String target = YamlNode.of(WatchFiles.PROMETHEUS.resolve("prometheus.yml"))
        .get("scrape_configs", "0", "static_configs", "0", "targets", "0").text();
    Files.writeString(folder.resolve("prometheus.yml"),
        shipped.replace("interval: 15s", "interval: 1s").replace(target, scraped.getAuthority()));
    int port = FreePort.find();
    Process process = new ProcessBuilder(program.toString(), "--config.file=" + folder.resolve("prometheus.yml"),
        "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true).redirectOutput(folder.resolve("prometheus.log").toFile()).start();
    return new PrometheusServer(process, port);
  }

  /** What an expression gives now; nothing while the server is starting. */
  List<JsonNode> query(String expression) {
    Answer answer = ask("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    if (answer == null || answer.status() == 503) return List.of();
    assertThat(answer.status()).as("%s: %s", expression, answer.text()).isEqualTo(200);
    return answer.json().get("data").get("result").valueStream().toList();
  }

  private @Nullable Answer ask(String path) {
    try {
      return http.get(path);
    } catch (AssertionError notListening) {
      if (process.isAlive()) return null;
      throw notListening;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
