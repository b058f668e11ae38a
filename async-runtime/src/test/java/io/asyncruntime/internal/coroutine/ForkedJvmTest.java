package io.asyncruntime.internal.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.internal.util.VirtualThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What depends on how the JVM was started, or happens once a process. */
class ForkedJvmTest {
  private static final String OPEN = "--add-opens=java.base/java.lang=ALL-UNNAMED";

  @TempDir Path folder;

  @Test
  void withoutOptionsTheHandOffEngineRunsAndSaysWhatIsMissing() throws Exception {
    List<String> lines = run("engine");
    assertThat(lines.get(0)).startsWith("hand-off to platform threads;");
    if (VirtualThreads.available()) {
      assertThat(lines.get(0)).contains("Add-Opens: java.base/java.lang");
      assertThat(lines.get(1)).contains("Add-Opens: java.base/java.lang").contains("--add-opens");
    } else {
      assertThat(lines.get(1)).contains("needs Java 21");
    }
    assertThat(lines.subList(2, 5)).as("blocks do not see each other's thread-locals").containsOnly("null");
    assertThat(lines).as("no warning of the JVM").hasSize(5);
  }

  @Test
  void withJavaLangOpenTheFastEngineIsChosen() throws Exception {
    List<String> lines = run("engine", OPEN);
    assertThat(lines.get(0)).startsWith(VirtualThreads.available() ? "fast" : "hand-off to platform threads");
    assertThat(lines.subList(2, 5)).containsOnly("null");
    assertThat(lines).as("no warning of the JVM").hasSize(5);
  }

  @Test
  void theFirstSocketReadOfTheProcessMayBeInABlock() throws Exception {
    assertThat(run("socket", OPEN)).containsExactly("42");
    assertThat(run("socket")).containsExactly("42");
  }

  /** What {@link ForkedMain} writes, and everything the JVM prints. */
  private List<String> run(String what, String... options) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), ForkedMain.class.getName(), what));
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
