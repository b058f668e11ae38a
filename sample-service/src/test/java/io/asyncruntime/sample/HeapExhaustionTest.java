package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Wherever the service is started for its users, the JVM ends when its heap is full: config/README.md says why. */
class HeapExhaustionTest {
  private static final String OPTION = "-XX:+ExitOnOutOfMemoryError";

  @Test
  void theReadmeStartsItThatWay() {
    String readme = WatchFiles.read(Path.of("README.md"));
    Matcher start = Pattern.compile("```sh\n.*java (.*)-jar sample-service").matcher(readme);
    assertThat(start.find()).isTrue();
    assertThat(start.group(1).split(" ")).contains(OPTION);
  }

  @Test
  void soDoMavenAndKubernetes() {
    assertThat(WatchFiles.read(Path.of("pom.xml"))).contains("<jvmArguments>" + OPTION + "</jvmArguments>");
    assertThat(WatchFiles.read(WatchFiles.KUBERNETES.resolve("deployment.yaml")))
        .containsPattern("name: JAVA_TOOL_OPTIONS\\s+value: .*" + Pattern.quote(OPTION));
  }
}
