package io.asyncruntime.spring.boot.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AwaitEngine;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import io.asyncruntime.spring.boot.testkit.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(120)
class EngineNoticeTest {
  private static final String WITHOUT = "hand-off to platform threads; the fast engine needs --add-opens";

  @TempDir private Path folder;

  @Test
  void whereTheFastEngineIsNotLetInTheWarningSaysWhatIsLostAndWhatToDo() {
    assertThat(EngineNotice.text(WITHOUT, AwaitEngine.AUTO, 25)).hasValueSatisfying(text -> assertThat(text)
        .startsWith("Async blocks do not run on the fast engine: the fast engine needs --add-opens")
        .contains("keeps a thread of the system", "README", "async-runtime.await-engine=handoff"));
  }

  @Test
  void whereNothingIsLostOrItIsMeantThereIsNone() {
    assertThat(EngineNotice.text(WITHOUT, AwaitEngine.AUTO, 17)).isEmpty();
    assertThat(EngineNotice.text(WITHOUT, AwaitEngine.HANDOFF, 25)).isEmpty();
    assertThat(EngineNotice.text("fast: virtual threads", AwaitEngine.AUTO, 25)).isEmpty();
    try (LogLines log = new LogLines(EngineNotice.class)) { // these tests have the options
      new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class))
          .run(context -> assertThat(context).hasNotFailed());
      assertThat(log.lines()).isEmpty();
    }
  }

  /** An application as a newcomer starts it. */
  @Test
  void anApplicationThatIsStartedWithoutTheOptionsIsWarnedOnce() throws Exception {
    Path output = folder.resolve("output.txt");
    Process started =
        new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
            System.getProperty("java.class.path"), App.class.getName())).redirectErrorStream(true)
            .redirectOutput(output.toFile()).start();
    try {
      assertThat(started.waitFor(100, TimeUnit.SECONDS)).isTrue();
    } finally {
      started.destroyForcibly();
    }
    assertThat(
        Files.readString(output).lines().filter(line -> line.contains("Async blocks do not run on the fast engine")))
        .hasSize(Runtime.version().feature() >= 21 ? 1 : 0);
  }

  @EnableAutoConfiguration
  static class App {
    public static void main(String[] arguments) {
      new SpringApplicationBuilder(App.class).web(WebApplicationType.NONE).run(arguments).close();
    }
  }
}
