package io.asyncruntime.spring.boot.context;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.AwaitEngine;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeContextAutoConfiguration;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.task.JoinHandle;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Everything that belongs to a request follows it: into tasks, blocks and blocking jobs, across awaits, on each engine. */
@Timeout(60)
class ContextOnEveryEngineTest {
  private final ObservationRegistry observations = ObservationRegistry.create();

  /** Those that this JVM can run. */
  static Stream<AwaitEngine> engines() {
    return Stream.of(AwaitEngine.HANDOFF, AwaitEngine.FAST).filter(ContextOnEveryEngineTest::runs);
  }

  private static boolean runs(AwaitEngine engine) {
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().awaitEngine(engine).build()) {
      return !runtime.isShutdown();
    } catch (IllegalStateException notHere) {
      return false;
    }
  }

  @AfterEach
  void clear() {
    MDC.clear();
    LocaleContextHolder.resetLocaleContext();
    RequestContextHolder.resetRequestAttributes();
    SecurityContextHolder.clearContext();
  }

  /** Each way to have work done, with an await where there may be one. */
  private static List<String> everywhere(AsyncRuntime runtime, Callable<String> read) {
    Callable<String> later = () -> {
      await(yieldNow());
      return read.call();
    };
    Future<String> now = cx -> Poll.ready(read.call());
    return List.of(runtime.spawn(now).join(), runtime.spawn(later).join(),
        runtime.spawnBlocking(read).join(), runtime.blockOn(runtime.blockingLane("jdbc").run(read)),
        runtime.spawn(() -> await(runtime.spawn(later))).join(),
        runtime.spawn(() -> await(runtime.spawnBlocking(read))).join());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void theWholeContextOfARequestFollowsItEverywhere(AwaitEngine engine) {
    observations.observationConfig().observationHandler(context -> true);
    MDC.put("traceId", "4711");
    LocaleContextHolder.setLocale(Locale.FRENCH);
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest("GET", "/tea")));
    SecurityContextHolder.setContext(new SecurityContextImpl(new TestingAuthenticationToken("ada", "secret")));
    Observation request = Observation.start("http", observations);
    request.getContext().setName("GET /tea");
    try (Observation.Scope scope = request.openScope()) {
      run(engine, runtime -> assertThat(everywhere(runtime, this::read))
          .containsOnly("4711 fr /tea ada GET /tea"));
      assertThat(observations.getCurrentObservationScope()).isSameAs(scope);
    }
    request.stop();
  }

  private String read() {
    ServletRequestAttributes request = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
    Authentication user = SecurityContextHolder.getContext().getAuthentication();
    Observation observation = observations.getCurrentObservation();
    return MDC.get("traceId") + " " + LocaleContextHolder.getLocale() + " " + request.getRequest().getRequestURI() + " "
        + (user == null ? "nobody" : user.getName()) + " "
        + (observation == null ? "nothing" : observation.getContext().getName());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aChangeSurvivesTheAwaitsOfABlockAndIsNotSeenByTheNext(AwaitEngine engine) {
    MDC.put("order", "7");
    run(engine, runtime -> {
      Function<String, String> change = value -> {
        String before = MDC.get("order");
        MDC.put("order", value);
        await(yieldNow());
        return before + " " + MDC.get("order");
      };
      for (String value : List.of("a", "b", "c")) {
        assertThat(runtime.spawn(() -> change.apply(value)).join()).isEqualTo("7 " + value);
      }
      MDC.remove("order");
      assertThat(everywhere(runtime, () -> String.valueOf(MDC.get("order")))).containsOnly("null");
    });
  }

  @ParameterizedTest
  @MethodSource("engines")
  void blocksThatTakeTurnsKeepTheirOwn(AwaitEngine engine) {
    run(engine, runtime -> {
      Oneshot<String> first = Oneshot.channel();
      Oneshot<String> second = Oneshot.channel();
      MDC.put("order", "1");
      JoinHandle<String> one = runtime.spawn(() -> {
        first.sender().send(MDC.get("order"));
        return await(second.receiver()) + " seen by " + MDC.get("order");
      });
      MDC.put("order", "2");
      JoinHandle<String> two = runtime.spawn(() -> {
        String other = await(first.receiver());
        second.sender().send(MDC.get("order"));
        await(yieldNow());
        return other + " seen by " + MDC.get("order");
      });
      assertThat(List.of(one.join(), two.join())).containsExactly("2 seen by 1", "1 seen by 2");
    });
  }

  @ParameterizedTest
  @MethodSource("engines")
  void childrenGetCopies(AwaitEngine engine) {
    MDC.put("order", "7");
    run(engine, runtime -> assertThat(runtime.spawn(() -> {
      MDC.put("order", "parent");
      JoinHandle<String> child = runtime.spawn(() -> {
        String inherited = MDC.get("order");
        MDC.put("order", "child");
        await(yieldNow());
        return inherited + " " + MDC.get("order");
      });
      return await(child) + " " + MDC.get("order");
    }).join()).isEqualTo("parent child parent"));
  }

  private static void run(AwaitEngine engine, Consumer<AsyncRuntime> body) {
    new ApplicationContextRunner().withConfiguration(AutoConfigurations
        .of(AsyncRuntimeAutoConfiguration.class, AsyncRuntimeContextAutoConfiguration.class))
        .withPropertyValues("async-runtime.worker-threads=1", "async-runtime.await-engine=" + engine,
            "async-runtime.blocking.lanes.jdbc.max-threads=1")
        .run(context -> body.accept(context.getBean(AsyncRuntime.class)));
  }
}
