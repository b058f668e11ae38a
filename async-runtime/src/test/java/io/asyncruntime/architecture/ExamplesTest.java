package io.asyncruntime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the documentation of what users see: each type has one, and all of them compile. */
class ExamplesTest {
  private static final Path MAIN = Path.of("src", "main", "java", "io", "asyncruntime");
  private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\n(.*?)\n *\\* *}</pre>", Pattern.DOTALL);
  private static final Pattern TYPE =
      Pattern.compile("^public (?:final |sealed |abstract )*(?:class|interface) \\w+[^{]*", Pattern.MULTILINE);

  /** A public type that is a future, or has a public method that gives one. */
  private static final Pattern TO_WAIT_FOR = Pattern.compile(
      "^public final class [^{]*implements Future<|^public final class [^\\x00]*?\\n  public [^(\n]*\\bFuture<",
      Pattern.MULTILINE);
  private static final Set<String> VOCABULARY = Set.of("sync", "task", "time");

  /** What examples of other types show, as users never make one. */
  private static final Set<String> SHOWN_ELSEWHERE = Set.of("AsyncTestExtension");

  @Test
  void everyExampleCompiles(@TempDir Path output) throws IOException {
    List<JavaFileObject> classes = new ArrayList<>();
    for (Path file : exportedSources()) {
      for (String example : examplesIn(Files.readString(file))) {
        classes.add(new Example("Example" + classes.size() + "Of" + nameOf(file), example));
      }
    }
    assertThat(classes).hasSizeGreaterThan(40);
    assertThat(compile(classes, output)).isEmpty();
  }

  @Test
  void everyTypeThatUsersMakeOrCallHasOne() throws IOException {
    List<String> without = new ArrayList<>();
    for (Path file : exportedSources()) {
      String source = Files.readString(file);
      Matcher type = TYPE.matcher(source);
      if (type.find() && isForUsers(type.group(), file) && examplesIn(source).isEmpty()) {
        without.add(nameOf(file));
      }
    }
    assertThat(without).isEmpty();
  }

  @Test
  void everyTypeToWaitForSaysWhoComesFirstAndWhatADropDoes() throws IOException {
    List<String> silent = new ArrayList<>();
    int found = 0;
    for (Path file : exportedSources()) {
      String source = Files.readString(file);
      if (VOCABULARY.contains(file.getParent().getFileName().toString()) && TO_WAIT_FOR.matcher(source).find()) {
        found++;
        if (!source.contains("<b>Fairness:</b>") || !source.contains("<b>Cancellation:</b>")) {
          silent.add(nameOf(file));
        }
      }
    }
    assertThat(silent).isEmpty();
    assertThat(found).isGreaterThan(20);
  }

  @Test
  void anExampleThatDoesNotCompileIsFound(@TempDir Path output) throws IOException {
    assertThat(compile(List.of(new Example("Wrong", "int answer = \"six times seven\";")), output)).isNotEmpty();
  }

  /** Exceptions and errors come to users by themselves. */
  private static boolean isForUsers(String declaration, Path file) {
    return !declaration.contains("Exception ") && !declaration.contains("Error ")
        && !SHOWN_ELSEWHERE.contains(nameOf(file));
  }

  private static List<Path> exportedSources() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files.filter(file -> file.toString().endsWith(".java") && !file.startsWith(MAIN.resolve("internal")))
          .sorted().toList();
    }
  }

  private static List<String> examplesIn(String source) {
    return EXAMPLE.matcher(source).results().map(found -> found.group(1).replaceAll("(?m)^ *\\* ?", "")).toList();
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  /** What the compiler has to say against the classes; empty when nothing. */
  private static String compile(List<? extends JavaFileObject> classes, Path output) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<String> options = List.of("-d", output.toString(), "-proc:none", "-nowarn",
        "-classpath", System.getProperty("java.class.path"));
    boolean clean = compiler.getTask(complaints, null, null, options, null, classes).call();
    return clean ? "" : complaints.toString();
  }

  /** One example as a class: its statements as the body of a method, its members as members. */
  private static final class Example extends SimpleJavaFileObject {
    private static final Pattern MEMBERS = Pattern.compile("(?m)^(@\\w+\n|static |void |\\w+ \\w+\\([^)]*\\) \\{)");
    private static final String IMPORTS = """
        package io.asyncruntime.architecture;
        import static io.asyncruntime.Async.*;
        import static org.junit.jupiter.api.Assertions.*;
        import io.asyncruntime.*;
        import io.asyncruntime.future.*;
        import io.asyncruntime.future.Future;
        import io.asyncruntime.metrics.*;
        import io.asyncruntime.sync.*;
        import io.asyncruntime.sync.Semaphore;
        import io.asyncruntime.task.*;
        import io.asyncruntime.testing.*;
        import io.asyncruntime.time.*;
        import io.asyncruntime.time.DelayQueue;
        import java.net.URI;
        import java.time.*;
        import java.util.*;
        import java.util.concurrent.Flow;
        """;

    private final String code;

    Example(String name, String example) {
      super(URI.create("string:///io/asyncruntime/architecture/" + name + ".java"), Kind.SOURCE);
      code = IMPORTS + "final class " + name + " extends ExampleWorld {\n" + membersOf(example) + "}\n";
    }

    private static String membersOf(String example) {
      return MEMBERS.matcher(example).find()
          ? example
          : "Object example() throws Exception {\nif (true) {\n" + example + "\n}\nreturn null;\n}\n";
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
