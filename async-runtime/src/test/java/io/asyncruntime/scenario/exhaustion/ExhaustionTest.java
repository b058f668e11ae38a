package io.asyncruntime.scenario.exhaustion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left of a runtime whose heap and stacks run out all the time. In a JVM of its own, with 48 MB: {@code -Drandom.seed=42}
 * begins with that seed. A thread of the runtime that ends by an error is seen too: the JVM says so.
 */
@Timeout(1200)
class ExhaustionTest {
  private static final int SECONDS =
      "long".equals(System.getProperty("stress")) ? 600 : 20;

  @Test
  void workersWatchdogAndPoolOutliveTheHeap(@TempDir Path folder) throws Exception {
    long seed = Long.getLong("random.seed", System.nanoTime());
    Path output = folder.resolve("output");
    Process child = start(seed, output);
    try {
      assertThat(child.waitFor(SECONDS + 300L, TimeUnit.SECONDS)).as("the JVM with seed %d ends", seed).isTrue();
    } finally {
      child.destroyForcibly();
    }
    assertThat(Files.readString(output)).as("-Drandom.seed=%d", seed).matches("done: \\d+ rounds\\s+");
  }

  private static Process start(long seed, Path output) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx48m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.addAll(1, engineOptions());
    command.addAll(List.of(ExhaustionMain.class.getName(), String.valueOf(SECONDS), String.valueOf(seed)));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  /** The fast engine where the test has it. */
  private static List<String> engineOptions() {
    return Object.class.getModule().isOpen("java.lang", ExhaustionTest.class.getModule())
        ? List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", "--add-exports",
            "java.base/jdk.internal.vm=ALL-UNNAMED")
        : List.of();
  }
}
