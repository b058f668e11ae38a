package io.asyncruntime.sample.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows as Java compiles, and its programs say what it says that they say. */
class ReadmeTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Path STARTER = REPOSITORY.resolve("async-runtime-spring-boot-starter");
  private static final int LINES_OF_ONE_READING = 180;
  private static final Pattern EXCLUDE = Pattern.compile("<exclude>\\*\\*/(.*)\\.java</exclude>");
  private static final Pattern BLOCK = Pattern.compile("^```java\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern TYPE = Pattern.compile("^(?:public )?(?:final )?class (\\w+)", Pattern.MULTILINE);

  @TempDir Path classes;

  @Test
  void itsProgramsCompileAndThoseWithAMainRun() throws Exception {
    Map<String, String> programs = programs();
    assertThat(programs).containsOnlyKeys("FirstProgram", "QuoteController", "BatchRuntimeConfiguration",
        "OrderListener", "NightlyTest",
        "PackingHall", "QuoteSliceTest", "ClientConfiguration",
        "Reports", "Stock", "OfferController");
    compile(programs);
    assertThat(outputOf("FirstProgram").lines()).contains("42"); // log lines may come before it
    assertThat(outputOf("PackingHall").lines()).contains("10 parcels");
  }

  /** What is more than that belongs into the guide, or next to what it describes. */
  @Test
  void theFrontPageIsReadInOneGo() throws Exception {
    assertThat(Files.readAllLines(REPOSITORY.resolve("README.md"))).hasSizeLessThanOrEqualTo(LINES_OF_ONE_READING);
  }

  /** Whoever runs the tests on another Spring Boot is told which of them are left out. */
  @Test
  void itNamesTheTestsThatAnOlderSpringBootDoesNotRun() throws Exception {
    String profile =
        Files.readString(STARTER.resolve("pom.xml")).split("<id>boot-3.5</id>", 2)[1].split("</profile>", 2)[0];
    List<String> excluded = EXCLUDE.matcher(profile).results().map(exclude -> exclude.group(1)).toList();
    assertThat(excluded).contains("AsyncRuntimeHealthIndicatorTest");
    assertThat(Files.readString(STARTER.resolve("README.md")))
        .contains(excluded.stream().map(name -> "`" + name + "`").toList());
  }

  private static Map<String, String> programs() throws Exception {
    Map<String, String> programs = new TreeMap<>();
    for (MarkdownPage page : MarkdownPage.under(REPOSITORY)) {
      Matcher block = BLOCK.matcher(page.text());
      while (block.find()) {
        Matcher type = TYPE.matcher(block.group(1));
        assertThat(type.find()).as("a block without a class cannot be compiled: %s", block.group(1)).isTrue();
        assertThat(programs.put(type.group(1), block.group(1))).as("two programs %s", type.group(1)).isNull();
      }
    }
    return programs;
  }

  private void compile(Map<String, String> programs) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<JavaFileObject> sources = new ArrayList<>();
    programs.forEach((name, text) -> sources.add(new Source(name, text)));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options = List.of("-d", classes.toString(), "-proc:none", "-parameters",
          "-classpath", System.getProperty("java.class.path"));
      boolean compiled = compiler.getTask(messages, files, null, options, null, sources).call();
      assertThat(compiled).as("the documentation's code: %s", messages).isTrue();
    }
  }

  private String outputOf(String program) throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
        PrintStream capture = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      loader.loadClass(program).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  /** A program of the documentation as a source file. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
