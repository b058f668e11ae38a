package io.asyncruntime.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Every property can be read back from what is in force. */
class EffectiveSettingsTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class));

  @Test
  void defaultsAreThoseOfTheBuilder() {
    settings(runner, settings -> assertThat(settings).containsEntry("name", "async-runtime")
        .containsEntry("flavor", "multi-thread").containsEntry("event-interval", 61)
        .containsEntry("global-queue-interval", "self-tuned").containsEntry("blocking.max-threads", 512)
        .containsEntry("worker-threads", Runtime.getRuntime().availableProcessors())
        .containsEntry("long-poll.threshold", "100ms").containsEntry("shutdown.timeout", "20s"));
  }

  @Test
  void whatWasSetIsInForce() {
    settings(runner.withPropertyValues("async-runtime.flavor=current_thread", "async-runtime.event-interval=7",
        "async-runtime.lifo-slot=false", "async-runtime.unhandled-panic=ignore", "async-runtime.task-tracking=timed",
        "async-runtime.await-engine=handoff", "async-runtime.blocking.max-threads=9",
        "async-runtime.blocking.keep-alive=90s", "async-runtime.long-poll.threshold=0",
        "async-runtime.shutdown.timeout=1500ms", "async-runtime.current-thread.driver=caller",
        "async-runtime.thread-name-prefix=w-", "async-runtime.health.stuck-worker-threshold=1m",
        "async-runtime.health.down-after-loop-failure=true"),
        settings -> assertThat(settings).containsEntry("flavor", "current-thread").containsEntry("event-interval", 7)
            .containsEntry("lifo-slot", false).containsEntry("unhandled-panic", "ignore")
            .containsEntry("task-tracking", "timed").containsEntry("await-engine", "handoff")
            .containsEntry("blocking.max-threads", 9).containsEntry("blocking.keep-alive", "90s")
            .containsEntry("long-poll.threshold", "0s").containsEntry("shutdown.timeout", "1500ms")
            .containsEntry("current-thread.driver", "caller").containsEntry("thread-name-prefix", "w-")
            .containsEntry("health.stuck-worker-threshold", "1m")
            .containsEntry("health.down-after-loop-failure", true).containsEntry("global-queue-interval", 31));
  }

  @Test
  void aPropertyWithoutAValueHasItsDefault() {
    settings(runner.withPropertyValues("async-runtime.worker-threads=", "async-runtime.global-queue-interval=",
        "async-runtime.health.stuck-worker-threshold="),
        settings -> assertThat(settings).containsEntry("worker-threads", Runtime.getRuntime().availableProcessors())
            .containsEntry("global-queue-interval", "self-tuned")
            .containsEntry("health.stuck-worker-threshold", "none"));
  }

  private static void settings(ApplicationContextRunner runner, Consumer<Map<String, Object>> check) {
    runner.run(context -> check.accept(EffectiveSettings.of(context.getBean(AsyncRuntime.class),
        context.getBean(AsyncRuntimeProperties.class), false)));
  }
}
