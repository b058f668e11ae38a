package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** Every step of the Dockerfile, taken in a folder, on the Java of the image only: the cache is new in 24, and its one step in 25. */
@EnabledForJreRange(minVersion = 25)
@Timeout(900)
class DockerfileIT {
  @TempDir private Path folder;

  @Test
  void theServiceOfTheImageSellsTicketsOnTheFastEngineFromItsCache() throws Exception {
    Dockerfile dockerfile = Dockerfile.ours();
    Path here = new ImageFolder(folder).build(dockerfile);
    assertThat(copiedLayers(dockerfile)).as("every layer is copied").containsExactlyInAnyOrderElementsOf(layers());
    List<String> command = new ArrayList<>(dockerfile.image().only("ENTRYPOINT").words());
    command.add(1, "-XX:AOTMode=on"); // an error, if the cache is not of this Java, this jar and these libraries
    assertThat(command.remove(0)).isEqualTo("java");
    try (ServiceProcess service = ServiceProcess.startWith(command, here, RunningService.inFolder(folder))) {
      assertThat(service.boxOffice().reserve(1, 2).is(201).json().get("seats")).hasSize(2);
      assertThat(service.output()).anyMatch(line -> line.contains("await engine: fast: virtual threads"))
          .noneMatch(line -> line.contains("[warning]"));
    }
  }

  private List<String> layers() throws Exception {
    try (Stream<Path> layers = Files.list(folder.resolve("stage-layers/layers/extracted"))) {
      return layers.map(layer -> layer.getFileName().toString()).toList();
    }
  }

  private static List<String> copiedLayers(Dockerfile dockerfile) {
    return dockerfile.image().steps("COPY").stream().map(copy -> Path.of(copy.words().get(1)).getFileName().toString())
        .toList();
  }
}
