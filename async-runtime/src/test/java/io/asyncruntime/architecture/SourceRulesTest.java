package io.asyncruntime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the sources show: their length, their package descriptions, and that lock-free classes say what they are. */
class SourceRulesTest {
  private static final Path MAIN = Path.of("src", "main", "java");
  private static final Path ALL = Path.of("src");
  private static final int LONGEST_FILE = 600;

  @Test
  void noSourceFileIsTooLong() throws IOException {
    assertThat(tooLong(ALL)).isEmpty();
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() throws IOException {
    assertThat(undescribedPackages(MAIN)).isEmpty();
  }

  @Test
  void whoUsesAVarHandleSaysWhy() throws IOException {
    assertThat(unexplainedVarHandles(MAIN)).isEmpty();
  }

  @Test
  void plantedViolationsAreFound(@TempDir Path root) throws IOException {
    Path file = root.resolve("planted").resolve("Long.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "import java.lang.invoke.VarHandle;\n" + "\n".repeat(LONGEST_FILE));
    assertThat(tooLong(root)).containsExactly(file);
    assertThat(undescribedPackages(root)).containsExactly(file.getParent());
    assertThat(unexplainedVarHandles(root)).containsExactly(file);
  }

  private static List<Path> tooLong(Path root) throws IOException {
    return sources(root).stream().filter(file -> lines(file).size() > LONGEST_FILE).toList();
  }

  private static List<Path> undescribedPackages(Path root) throws IOException {
    Map<Path, List<Path>> packages = sources(root).stream()
        .filter(file -> !file.endsWith("module-info.java"))
        .collect(Collectors.groupingBy(Path::getParent));
    return packages.keySet().stream().filter(folder -> !isDescribed(folder.resolve("package-info.java"))).toList();
  }

  private static boolean isDescribed(Path packageInfo) {
    return Files.exists(packageInfo) && lines(packageInfo).contains("@NullMarked");
  }

  /** The header of such a class calls it a state machine or a queue. */
  private static List<Path> unexplainedVarHandles(Path root) throws IOException {
    return sources(root).stream()
        .filter(file -> lines(file).contains("import java.lang.invoke.VarHandle;"))
        .filter(file -> !header(file).matches("(?i).*\\b(state machine|queue)\\b.*"))
        .toList();
  }

  private static String header(Path file) {
    return lines(file).stream().filter(line -> !line.startsWith("import "))
        .map(line -> line.strip().replaceFirst("^/?\\*+ ?", ""))
        .takeWhile(line -> !line.matches(".*\\b(class|interface|enum|record) \\w+.*\\{"))
        .collect(Collectors.joining(" "));
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
