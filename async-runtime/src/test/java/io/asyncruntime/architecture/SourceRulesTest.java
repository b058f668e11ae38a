package io.asyncruntime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
  void everythingThatUsersSeeIsDocumented() throws IOException {
    assertThat(undocumented(MAIN)).isEmpty();
  }

  @Test
  void plantedViolationsAreFound(@TempDir Path root) throws IOException {
    Path file = root.resolve("planted").resolve("Long.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "import java.lang.invoke.VarHandle;\npublic class Long {}\n" + "\n".repeat(LONGEST_FILE));
    assertThat(tooLong(root)).containsExactly(file);
    assertThat(undescribedPackages(root)).containsExactly(file.getParent());
    assertThat(unexplainedVarHandles(root)).containsExactly(file);
    assertThat(undocumented(root)).containsExactly(file + ":2");
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

  /** Public types and members outside the internal packages, without a comment and not inherited. */
  private static List<String> undocumented(Path root) throws IOException {
    return sources(root).stream().filter(file -> !root.relativize(file).toString().contains("internal"))
        .flatMap(file -> undocumentedLines(lines(file)).mapToObj(line -> file + ":" + (line + 1))).toList();
  }

  private static IntStream undocumentedLines(List<String> lines) {
    return IntStream.range(0, lines.size())
        .filter(line -> lines.get(line).matches(" {0,2}(public|protected) .*"))
        .filter(line -> !lines.get(line).matches(" +public [A-Z]\\w* \\{")) // a record's compact constructor
        .filter(line -> !isDocumented(lines, line));
  }

  private static boolean isDocumented(List<String> lines, int declaration) {
    int above = declaration - 1;
    while (above >= 0 && lines.get(above).strip().startsWith("@")) {
      if (lines.get(above).strip().equals("@Override")) return true;
      above--;
    }
    return above >= 0 && lines.get(above).endsWith("*/");
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
