package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.asyncruntime.sample.WatchFiles.YamlNode;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.DurationStyle;

/** The manifests: they name each other, and what the service really has. */
class KubernetesTest {
  /** Read by the JVM itself. */
  private static final String JVM_OPTIONS = "JAVA_TOOL_OPTIONS";

  /** Spring Boot's own default. */
  private static final Duration PHASE = Duration.ofSeconds(30);
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>async-runtime-parent</artifactId>\\s*<version>(.+?)</version>");

  private final YamlNode deployment = YamlNode.of(WatchFiles.KUBERNETES.resolve("deployment.yaml"));
  private final YamlNode service = YamlNode.of(WatchFiles.KUBERNETES.resolve("service.yaml"));
  private final YamlNode scaler = YamlNode.of(WatchFiles.KUBERNETES.resolve("hpa.yaml"));
  private final YamlNode adapter = YamlNode.of(WatchFiles.KUBERNETES.resolve("prometheus-adapter.yaml"));
  private final YamlNode settings = YamlNode.of(WatchFiles.CONFIG.resolve("application.yml"));
  private final YamlNode pod = deployment.get("spec", "template", "spec");
  private final YamlNode container = pod.get("containers", "0");

  @TempDir private Path folder;

  @Test
  void theFilesNameEachOther() {
    Object labels = deployment.get("spec", "template", "metadata", "labels").value();
    assertThat(deployment.get("spec", "selector", "matchLabels").value()).isEqualTo(labels);
    assertThat(service.get("spec", "selector").value()).isEqualTo(labels);
    assertThat(service.get("spec", "ports", "0", "targetPort").text())
        .isEqualTo(container.get("ports", "0", "name").text());
    YamlNode target = scaler.get("spec", "scaleTargetRef");
    assertThat(target.get("kind").text()).isEqualTo(deployment.get("kind").text());
    assertThat(target.get("apiVersion").text()).isEqualTo(deployment.get("apiVersion").text());
    assertThat(target.get("name").text()).isEqualTo(deployment.get("metadata", "name").text());
    for (String figure : List.of("0", "1")) {
      assertThat(scaler.get("spec", "metrics", figure, "pods", "metric", "name").text())
          .isEqualTo(adapter.get("rules", "custom", figure, "name", "as").text());
    }
    assertThat(scaler.get("spec", "minReplicas").number()).isEqualTo(deployment.get("spec", "replicas").number());
  }

  /** Kubernetes selects by labels, and says nothing when nobody has them. */
  @Test
  void whoeverMayDisturbOrReachThePodsNamesThem() {
    Object labels = deployment.get("spec", "template", "metadata", "labels").value();
    YamlNode budget = YamlNode.of(WatchFiles.KUBERNETES.resolve("pdb.yaml"));
    assertThat(budget.get("spec", "selector", "matchLabels").value()).isEqualTo(labels);
    assertThat(budget.get("spec", "minAvailable").number()).isLessThan(deployment.get("spec", "replicas").number());
    YamlNode policy = YamlNode.of(WatchFiles.KUBERNETES.resolve("networkpolicy.yaml"));
    assertThat(policy.get("spec", "podSelector", "matchLabels").value()).isEqualTo(labels);
    assertThat(policy.get("spec", "ingress", "0", "ports", "0", "port").text())
        .isEqualTo(service.get("spec", "ports", "0", "targetPort").text());
    assertThat(policy.get("spec", "ingress", "1", "ports", "0", "port").text())
        .isEqualTo(container.get("ports", "1", "name").text());
    assertThat(pod.get("topologySpreadConstraints", "0", "labelSelector", "matchLabels").value()).isEqualTo(labels);
  }

  @Test
  void nothingRunsWithMoreRightsThanItNeeds() {
    YamlNode rights = container.get("securityContext");
    assertThat(rights.get("runAsNonRoot").value()).isEqualTo(true);
    assertThat(rights.get("readOnlyRootFilesystem").value()).isEqualTo(true);
    assertThat(rights.get("allowPrivilegeEscalation").value()).isEqualTo(false);
    assertThat(container.get("volumeMounts", "0", "name").text()).isEqualTo(pod.get("volumes", "0", "name").text());
  }

  @Test
  void imageAndPortsAreThoseOfTheService() {
    Matcher version = VERSION.matcher(WatchFiles.read(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(container.get("image").text()).isEqualTo("sample-service:" + version.group(1));
    String port = settings.get("server", "port").text();
    assertThat(container.get("ports", "0", "containerPort").text()).isEqualTo(port);
    assertThat(annotation("port")).isEqualTo(container.get("ports", "1", "containerPort").text()).isNotEqualTo(port)
        .isEqualTo(settings.get("management", "server", "port").text());
  }

  @Test
  void whatIsAskedOverHttpIsAnswered() {
    try (RunningService running = RunningService.start(RunningService.inFolder(folder))) {
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        YamlNode get = container.get(probe, "httpGet");
        assertThat(get.get("port").text()).isEqualTo(container.get("ports", "1", "name").text());
        assertThat(container.get(probe, "timeoutSeconds").number()).isPositive();
        assertThat(running.boxOffice().get(get.get("path").text()).is(200).json().get("status").asString())
            .isEqualTo("UP");
      }
      assertThat(running.boxOffice().get(annotation("path")).is(200).text()).contains("async_runtime_");
    }
  }

  /** Whoever is killed before the time of all phases is over loses what it could have finished. */
  @Test
  void thereIsTimeForAnOrderlyShutdown() {
    long preStop = container.get("lifecycle", "preStop", "sleep", "seconds").number();
    Duration runtime = DurationStyle.detectAndParse(settings.get("async-runtime", "shutdown", "timeout").text());
    Duration needed = Duration.ofSeconds(preStop).plus(PHASE).plus(runtime);
    assertThat(Duration.ofSeconds(pod.get("terminationGracePeriodSeconds").number())).isGreaterThan(needed);
  }

  @Test
  void everyVariableSetsAPropertyThatThereIs() {
    Set<String> known = new HashSet<>(Set.of(JVM_OPTIONS));
    names("", (Map<?, ?>) settings.value(), known);
    for (Map<String, Object> variable : container.list("env")) {
      assertThat(known).contains(String.valueOf(variable.get("name")));
    }
  }

  @Test
  void theJvmKnowsItsOptions() {
    Object options = container.list("env").stream()
        .filter(variable -> JVM_OPTIONS.equals(variable.get("name")))
        .map(variable -> variable.get("value"))
        .findFirst()
        .orElseThrow();
    HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    for (String option : String.valueOf(options).split(" ")) {
      assertThat(option).startsWith("-XX:+");
      assertThat(jvm.getVMOption(option.substring("-XX:+".length())).getValue()).isIn("true", "false");
    }
  }

  /** As Spring Boot writes the names of properties in the environment. */
  private static void names(String prefix, Map<?, ?> properties, Set<String> into) {
    properties.forEach((key, value) -> {
      String name = prefix + String.valueOf(key).replace("-", "").toUpperCase(Locale.ROOT);
      into.add(name);
      if (value instanceof Map<?, ?> more) names(name + "_", more, into);
    });
  }

  private String annotation(String name) {
    return deployment.get("spec", "template", "metadata", "annotations", "prometheus.io/" + name).text();
  }
}
