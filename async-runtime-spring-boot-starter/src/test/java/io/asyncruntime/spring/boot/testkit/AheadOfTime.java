package io.asyncruntime.spring.boot.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;

/** Turns a context into code as a build does, compiles it, and loads it beside the classes it configures. */
public final class AheadOfTime {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final Path folder;

  /**
   * @param folder where sources and classes go
   */
  public AheadOfTime(Path folder) {
    this.folder = folder;
  }

  /** Generates and compiles; returns the name of the initializer of the generated context. */
  public String generate(Class<?> configuration, Map<String, Object> properties) {
    FileSystemGeneratedFiles files = new FileSystemGeneratedFiles(this::root);
    DefaultGenerationContext generation =
        new DefaultGenerationContext(new ClassNameGenerator(ClassName.get(configuration)), files);
    AnnotationConfigApplicationContext source = new AnnotationConfigApplicationContext();
    set(source, properties);
    source.register(configuration);
    ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(source, generation);
    generation.writeGeneratedContent();
    compile();
    return initializer.reflectionName();
  }

  /** A loader of the generated classes and all others: package-private members are seen within one loader only. */
  public URLClassLoader loader() throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(root(Kind.CLASS).toUri().toURL());
    for (String entry : CLASS_PATH.split(File.pathSeparator)) urls.add(Path.of(entry).toUri().toURL());
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** Puts properties before all others. */
  public static void set(GenericApplicationContext context, Map<String, Object> properties) {
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
  }

  private Path root(Kind kind) {
    return folder.resolve(kind.name());
  }

  private void compile() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(root(Kind.SOURCE))) {
      Files.createDirectories(root(Kind.CLASS));
      List<Path> java = sources.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options = List.of("-cp", root(Kind.CLASS) + File.pathSeparator + CLASS_PATH, "-d",
          root(Kind.CLASS).toString(), "-proc:none", "-nowarn");
      if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(java)).call()) {
        throw new AssertionError("the generated code does not compile");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
