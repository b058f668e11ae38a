package io.asyncruntime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The extension under JUnit 6, in a JVM of its own, since this one has JUnit 5. */
class JUnit6Test {
  private static final Path JUNIT_6 = Path.of("target", "junit6"); // put there by the build

  @Test
  void theExamplesPassUnderJUnit6() throws Exception {
    String said = run(JUnit6Main.class);
    assertThat(said).containsPattern("junit-platform-launcher-6[^ ]*: [1-9][0-9]* succeeded, 0 failed");
  }

  private static String run(Class<?> main) throws IOException, InterruptedException {
    List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp", String.join(File.pathSeparator, classPath()), main.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  /** Ours, with JUnit 6 in place of JUnit 5. */
  private static List<String> classPath() throws IOException {
    List<String> entries = new ArrayList<>();
    try (Stream<Path> jars = Files.list(JUNIT_6)) {
      jars.forEach(jar -> entries.add(jar.toString()));
    }
    Pattern junit = Pattern.compile("(junit|archunit)[^/\\\\]*\\.jar$");
    for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator))) {
      if (!junit.matcher(entry).find()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
