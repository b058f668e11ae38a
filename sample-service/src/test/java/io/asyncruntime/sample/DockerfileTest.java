package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.Dockerfile.Stage;
import io.asyncruntime.sample.Dockerfile.Step;
import io.asyncruntime.sample.WatchFiles.YamlNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The image, as far as it can be seen without making it; {@link DockerfileIT} takes its steps. */
class DockerfileTest {
  private static final String CACHE = "-XX:AOTCache=";
  private static final String MAKES_CACHE = "-XX:AOTCacheOutput=";

  private final Dockerfile dockerfile = Dockerfile.ours();
  private final Stage image = dockerfile.image();
  private final YamlNode container =
      YamlNode.of(WatchFiles.KUBERNETES.resolve("deployment.yaml")).get("spec", "template", "spec", "containers", "0");

  @Test
  void itHasTheJavaOfTheFastEngine() {
    assertThat(dockerfile.stages()).allSatisfy(stage -> assertThat(stage.base()).isEqualTo("eclipse-temurin:25-jre"));
  }

  @Test
  void itTakesTheJarOfTheBuild() {
    Step copy = dockerfile.stages().get(0).only("COPY");
    assertThat(copy.words()).containsExactly("target/sample-service.jar", "./");
    assertThat(WatchFiles.read(Path.of("pom.xml"))).contains("<finalName>sample-service</finalName>");
    assertThat(WatchFiles.read(Path.of(".dockerignore")).lines()).containsExactly("*", "!target/sample-service.jar");
  }

  /** What has no shell starts anyway, and signals reach the service itself. */
  @Test
  void nothingNeedsAShell() {
    for (Stage stage : dockerfile.stages()) {
      assertThat(stage.steps("RUN")).isNotEmpty().allMatch(Step::execForm);
    }
    assertThat(image.only("ENTRYPOINT").execForm()).isTrue();
    assertThat(image.steps("CMD")).isEmpty();
  }

  /** Kubernetes can tell of a number only. */
  @Test
  void theServiceIsNotRoot() {
    assertThat(image.only("USER").words().get(0)).matches("[1-9]\\d*:[1-9]\\d*");
    assertThat(image.steps().indexOf(image.only("USER"))).isLessThan(image.steps().indexOf(image.only("ENTRYPOINT")));
    YamlNode security = container.get("securityContext");
    assertThat(security.get("runAsNonRoot").value()).isEqualTo(true);
    assertThat(security.get("allowPrivilegeEscalation").value()).isEqualTo(false);
  }

  @Test
  void theServiceStartsWithTheCacheOfThePractice() {
    List<String> start = image.only("ENTRYPOINT").words();
    assertThat(start).startsWith("java").contains("-XX:+ExitOnOutOfMemoryError").endsWith("-jar", "sample-service.jar");
    List<String> practice = image.steps("RUN").get(image.steps("RUN").size() - 1).words();
    assertThat(option(start, CACHE)).isEqualTo(option(practice, MAKES_CACHE));
    assertThat(practice).containsSubsequence("-Dspring.context.exit=onRefresh", "-jar", "sample-service.jar");
  }

  @Test
  void kubernetesRunsIt() {
    String name = container.get("image").text();
    assertThat(WatchFiles.read(Dockerfile.OURS)).contains("docker build -t " + name + " sample-service\n");
    assertThat(image.only("EXPOSE").words()).containsExactly(
        container.get("ports", "0", "containerPort").text(), container.get("ports", "1", "containerPort").text());
  }

  private static String option(List<String> command, String prefix) {
    return command.stream().filter(word -> word.startsWith(prefix)).findFirst().orElseThrow()
        .substring(prefix.length());
  }
}
