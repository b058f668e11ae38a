package io.asyncruntime.sample;

import io.asyncruntime.sample.Dockerfile.Stage;
import io.asyncruntime.sample.Dockerfile.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Does in a folder what Docker would do in an image: a folder below it is the root of each stage. */
final class ImageFolder {
  private final Path folder;

  ImageFolder(Path folder) {
    this.folder = folder;
  }

  /** Takes all steps; returns the folder in which the entry point would start. */
  Path build(Dockerfile dockerfile) throws IOException, InterruptedException {
    Path last = folder;
    for (Stage stage : dockerfile.stages()) last = build(stage);
    return last;
  }

  private Path root(String stage) {
    return folder.resolve("stage-" + stage);
  }

  private Path build(Stage stage) throws IOException, InterruptedException {
    Path here = root(stage.name());
    for (Step step : stage.steps()) {
      switch (step.instruction()) {
        case "WORKDIR" -> here = Files.createDirectories(below(here, step.words().get(0)));
        case "COPY" -> copy(step.words(), here);
        case "RUN" -> run(step.words(), here);
        case "USER", "EXPOSE", "ENTRYPOINT" -> {} // looked at by others
        default -> throw new AssertionError("Docker may know that, this test does not: " + step);
      }
    }
    return here;
  }

  private static Path below(Path root, String absolute) {
    return root.resolve(absolute.substring(1));
  }

  private void copy(List<String> words, Path here) throws IOException {
    String from = "--from=";
    if (words.get(0).startsWith(from)) {
      copyAll(below(root(words.get(0).substring(from.length())), words.get(1)), here.resolve(words.get(2)));
    } else {
      Path source = Path.of(words.get(0));
      Files.copy(source, here.resolve(words.get(1)).resolve(source.getFileName()),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /** The content of a folder, which must be there. */
  private static void copyAll(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = target.resolve(source.relativize(file)).normalize();
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /** Whose a folder is cannot be set by everybody. */
  private static void run(List<String> words, Path here) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(words);
    command.removeIf(word -> word.startsWith("--owner=") || word.startsWith("--group="));
    if (command.get(0).equals("java")) { command.set(0, ServiceProcess.JAVA); }
    Path output = Files.createTempFile(here.getParent(), "run", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(here.toFile()).redirectErrorStream(true)
        .redirectOutput(output.toFile());
    builder.environment().keySet().removeAll(ServiceProcess.OPTIONS);
    int exit = builder.start().waitFor();
    if (exit != 0) { throw new AssertionError(words + " ended with " + exit + ":\n" + Files.readString(output)); }
  }
}
