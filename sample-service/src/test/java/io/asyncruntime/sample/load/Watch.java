package io.asyncruntime.sample.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a service twice a second, as an operator would: through Actuator, and from outside. A thread of its own. */
final class Watch implements AutoCloseable {
  private static final long EVERY_MILLIS = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern VALUE = Pattern.compile("\"value\" ?: ?([-0-9.E]+)");
  private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s*(\\d+)");

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
  private final URI actuator;
  private final Path status;

  private Watch(URI actuator, long pid) {
    this.actuator = actuator;
    this.status = Path.of("/proc", String.valueOf(pid), "status");
  }

  static Watch start(URI actuator, long pid) {
    Watch watch = new Watch(actuator, pid);
    watch.thread.scheduleWithFixedDelay(watch::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  double tasks() {
    return figure("async.runtime.tasks.alive");
  }

  private void look() {
    long before = System.nanoTime();
    double heap = figure("jvm.memory.used?tag=area:heap");
    double millis = Double.isNaN(heap) ? PATIENCE.toMillis() : (System.nanoTime() - before) / 1e6;
    samples.add(new Sample(before, millis, heap / (1 << 20), threads(), tasks()));
  }

  private double figure(String name) {
    HttpRequest request =
        HttpRequest.newBuilder(actuator.resolve("/actuator/metrics/" + name)).timeout(PATIENCE).build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      Matcher value = VALUE.matcher(answer.body());
      return value.find() ? Double.parseDouble(value.group(1)) : Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    }
  }

  private double threads() {
    try {
      Matcher count = THREADS.matcher(Files.readString(status));
      return count.find() ? Double.parseDouble(count.group(1)) : Double.NaN;
    } catch (IOException noLinuxOrNoProcess) {
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
