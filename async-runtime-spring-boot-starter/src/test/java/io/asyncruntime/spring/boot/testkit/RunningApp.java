package io.asyncruntime.spring.boot.testkit;

import io.asyncruntime.AsyncRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Spring Boot application with the starter on a free port, every endpoint exposed, and a real client for it. */
public final class RunningApp implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;
  private final String root;

  private RunningApp(ConfigurableApplicationContext context) {
    this.context = context;
    this.root = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
  }

  /** Starts an application of nothing but auto-configurations, with these properties ({@code key=value}). */
  public static RunningApp with(String... properties) {
    return of(List.of(), properties);
  }

  /** Starts an application with these configuration classes too. */
  public static RunningApp of(List<Class<?>> configurations, String... properties) {
    List<Class<?>> sources = new ArrayList<>(configurations);
    sources.add(App.class);
    List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off",
        "--management.endpoints.web.exposure.include=*", "--spring.jmx.enabled=false"));
    List.of(properties).forEach(property -> arguments.add("--" + property));
    return new RunningApp(
        new SpringApplicationBuilder(sources.toArray(Class[]::new)).run(arguments.toArray(String[]::new)));
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  public AsyncRuntime runtime() {
    return context.getBean(AsyncRuntime.class);
  }

  /** The answer of a path below {@code /actuator/}, which must be 200. */
  public JsonNode actuator(String path) {
    HttpResponse<String> answer = get("/actuator/" + path);
    if (answer.statusCode() != 200) throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    return JSON.readTree(answer.body());
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /** Without waiting for the answer. */
  public CompletableFuture<HttpResponse<String>> getAsync(String path) {
    return client.sendAsync(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  /** With a request header. */
  public HttpResponse<String> get(String path, String header, String value) {
    return send(request(path).GET().setHeader(header, value));
  }

  public HttpResponse<String> getText(String path) {
    return send(request(path).GET().setHeader("Accept", "text/plain"));
  }

  /** As a browser asks. */
  public HttpResponse<String> getHtml(String path) {
    return send(request(path).GET().setHeader("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
  }

  public HttpResponse<String> delete(String path) {
    return send(request(path).DELETE());
  }

  /** Parses an answer. */
  public static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path)).header("Accept", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class App {
  }
}
