package io.asyncruntime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.internal.util.VirtualThreads;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.blockhound.BlockHound;

/** BlockHound in a JVM of its own, whose classes it changes. */
class AsyncRuntimeIntegrationTest {
  @TempDir Path folder;

  @Test
  void blockingCallsAreReportedInAsyncCodeAndOnlyThere() throws Exception {
    assertThat(run()).containsSubsequence("task: reported", "task of the current-thread flavor: reported",
        "blockOn: reported", "block handed off: reported",
        "spawnBlocking: quiet", "lane: quiet",
        "blockInPlace: quiet", "block of the fast engine: " + (VirtualThreads.available() ? "quiet" : "none"),
        "the runtime itself: quiet");
  }

  /** A name that is none would make a worker's own wait an error, and the test above hang. */
  @Test
  void whatMayBlockExistsUnderItsName() throws ClassNotFoundException {
    for (Map.Entry<String, String> wait : AsyncRuntimeIntegration.OUR_WAITS.entrySet()) {
      assertThat(Class.forName(wait.getKey()).getDeclaredMethods()).extracting(Method::getName)
          .contains(wait.getValue());
    }
  }

  /** What {@link BlockHoundMain} writes. */
  private List<String> run() throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Path agent = Path.of(BlockHound.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+AllowRedefinitionToAddDeleteMethods", "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "-javaagent:" + agent, "-cp", System.getProperty("java.class.path"), BlockHoundMain.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(output);
    assertThat(process.exitValue()).as(() -> String.join("\n", lines)).isZero();
    return lines;
  }
}
