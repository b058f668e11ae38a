package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users start. Runs after it was packed, in the phase integration-test. */
class PackagedJarTest {
  private static final Path JAR = Path.of("target", "sample-service.jar");

  @TempDir private Path folder;

  @Test
  void theManifestOpensWhatTheFastEngineNeeds() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Manifest manifest = jar.getManifest();
      assertThat(manifest.getMainAttributes().getValue("Add-Opens")).isEqualTo("java.base/java.lang");
      assertThat(manifest.getMainAttributes().getValue("Add-Exports")).isEqualTo("java.base/jdk.internal.vm");
    }
  }

  @Test
  void withoutAFlagItRunsOnTheBestEngineOfItsJavaAndWarnsOfNothing() throws Exception {
    ServiceProcess service = ServiceProcess.startJar(JAR, folder, RunningService.inFolder(folder));
    try (service) {
      assertThat(service.boxOffice().reserve(1, 2).is(201).json().get("seats")).hasSize(2);
      assertThat(service.boxOffice().get("/actuator/asyncruntime").is(200).text()).contains(engine());
    }
    assertThat(service.output()).anyMatch(line -> line.contains("await engine: " + engine()))
        .noneMatch(line -> line.contains("WARN"));
  }

  private static String engine() {
    return Runtime.version().feature() >= 21 ? "fast: virtual threads" : "hand-off to platform threads";
  }
}
