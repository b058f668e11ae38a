package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeDeadlineClientAutoConfiguration;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.time.Deadline;
import io.asyncruntime.time.ElapsedException;
import io.asyncruntime.time.RuntimeInstant;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/** What is left of a deadline goes with the calls to others; after it there is no call. */
@Timeout(60)
class DeadlineClientsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String NAME = "X-Left";

  private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
      AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class, AsyncRuntimeDeadlineClientAutoConfiguration.class));

  private static <T> T within(Duration limit, Callable<T> body) throws Exception {
    return Deadline.callAt(RuntimeInstant.now().plus(limit), body);
  }

  private static void assertMillis(String told) {
    assertThat(Long.parseLong(told)).isPositive().isLessThanOrEqualTo(HOUR.toMillis());
  }

  @Test
  void restClientAndTheClientOfTheJdkTellIt() throws Exception {
    try (RunningApp app = RunningApp.of(List.of(Echo.class), "async-runtime.web.deadline-header=" + NAME)) {
      String url = "http://localhost:" + app.context().getEnvironment().getProperty("local.server.port") + "/told";
      RestClient rest = RestClient.builder()
          .requestInterceptor(app.context().getBean(DeadlineRequestInterceptor.class)).build();
      Callable<String> byRest = () -> rest.get().uri(url).retrieve().body(String.class);
      assertThat(byRest.call()).isEqualTo("nothing");
      assertMillis(within(HOUR, byRest));
      assertThatThrownBy(() -> within(Duration.ZERO, byRest)).isInstanceOf(ElapsedException.class);

      HttpClient client = app.context().getBean(DeadlineHeader.class).around(HttpClient.newHttpClient());
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
      Callable<String> byJdk = () -> client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      assertThat(byJdk.call()).isEqualTo("nothing");
      assertMillis(within(HOUR, byJdk));
      assertMillis(within(HOUR, () -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join().body()));
      assertThatThrownBy(() -> within(Duration.ZERO, byJdk)).isInstanceOf(ElapsedException.class);
    }
  }

  @Test
  void webClientTellsItAtItsSubscription() throws Exception {
    DeadlineExchangeFilter filter = new DeadlineExchangeFilter(new DeadlineHeader(NAME));
    ExchangeFunction others = request -> Mono.just(ClientResponse.create(HttpStatus.OK)
        .header(NAME, String.join(",", request.headers().getOrEmpty(NAME))).build());
    Mono<String> told = filter.filter(ClientRequest.create(HttpMethod.GET, URI.create("http://other")).build(), others)
        .map(answer -> String.join(",", answer.headers().header(NAME)));
    assertThat(told.block()).isEmpty();
    assertMillis(within(HOUR, told::block));
    assertThatThrownBy(() -> within(Duration.ZERO, told::block)).isInstanceOf(ElapsedException.class);
    RequestDeadline exchange = new RequestDeadline(HOUR);
    assertMillis(told.contextWrite(context -> context.put(RequestDeadline.class, exchange)).block());
  }

  @Test
  void eachIsThereWhereItsClientIs() {
    runner.run(context -> {
      assertThat(context).hasSingleBean(DeadlineRequestInterceptor.class).hasSingleBean(DeadlineExchangeFilter.class);
      assertThat(context.getBean(DeadlineHeader.class).name()).isEqualTo("X-Request-Deadline");
    });
    runner.withClassLoader(new FilteredClassLoader(ExchangeFilterFunction.class)).run(context -> assertThat(context)
        .hasSingleBean(DeadlineRequestInterceptor.class).doesNotHaveBean("asyncRuntimeDeadlineExchangeFilter"));
    runner.withBean(DeadlineHeader.class, () -> new DeadlineHeader("X-Other"))
        .run(context -> assertThat(context.getBean(DeadlineHeader.class).name()).isEqualTo("X-Other"));
  }

  @RestController
  static class Echo {
    @GetMapping("/told")
    String told(@RequestHeader(name = NAME, defaultValue = "nothing") String left) {
      return left;
    }
  }
}
