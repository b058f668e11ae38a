package io.asyncruntime.sample;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service in a JVM of its own, which can be killed. */
final class ServiceProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  /** Enough for a service that lives for seconds. */
  private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

  /** The Java that runs the tests. */
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** Variables from which a JVM reads options, to be kept from those that are started here. */
  static final List<String> OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private final Process process;
  private final Output output;
  private final BoxOffice boxOffice;

  private ServiceProcess(Process process, Output output, BoxOffice boxOffice) {
    this.process = process;
    this.output = output;
    this.boxOffice = boxOffice;
  }

  /** Starts it in this folder from the class path of the tests, and returns once it answers. */
  static ServiceProcess start(Path folder, List<String> properties) {
    return start(folder, List.of(FIRST_COMPILER, "-cp", classPath(), SampleServiceApplication.class.getName()),
        properties);
  }

  /** As {@link #start(Path, List)}, like a user: {@code java -jar}, and not a flag. */
  static ServiceProcess startJar(Path jar, Path folder, List<String> properties) {
    return start(folder, List.of("-jar", jar.toAbsolutePath().toString()), properties);
  }

  /** As {@link #start(Path, List)}, by these arguments of the command {@code java}, which may be relative to the folder. */
  static ServiceProcess startWith(List<String> arguments, Path folder, List<String> properties) {
    return start(folder, arguments, properties);
  }

  /** As {@link #start(Path, List)}, with the context that the build has generated. */
  static ServiceProcess startAheadOfTime(Path folder, List<String> properties) {
    return start(folder, List.of(FIRST_COMPILER, "-Dspring.aot.enabled=true", "-cp", classPath(),
        SampleServiceApplication.class.getName()), properties);
  }

  private static ServiceProcess start(Path folder, List<String> what, List<String> properties) {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(what);
    command.add("--server.port=0");
    command.add("--management.server.port=0");
    properties.forEach(property -> command.add("--" + property));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeAll(OPTIONS);
    try {
      Process process = builder.start();
      Output output = new Output(process);
      return new ServiceProcess(process, output, output.awaitBoxOffice());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Surefire may hide the class path in a jar's manifest; it tells the real one here. Relative entries start elsewhere. */
  static String classPath() {
    String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> absolute = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator)) absolute.add(Path.of(entry).toAbsolutePath().toString());
    return String.join(File.pathSeparator, absolute);
  }

  BoxOffice boxOffice() {
    return boxOffice;
  }

  /** Its number in the system. */
  long pid() {
    return process.pid();
  }

  boolean isAlive() { return process.isAlive(); }

  /** What it has written to both of its streams so far; all of it once it has ended. */
  List<String> output() {
    if (!process.isAlive()) output.awaitEnd();
    return output.lines();
  }

  /** Returns once it has written that. */
  void awaitLine(String text) throws InterruptedException {
    output.awaitLine(text);
  }

  /** {@code kill -9}. Returns when it is dead. */
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  /** {@code kill}: SIGTERM. Returns at once. */
  void terminate() {
    process.toHandle().destroy(); // unlike the process's own method, it leaves the output open
  }

  /** Returns its exit code, once it has ended. */
  int awaitExit() {
    return process.onExit().join().exitValue();
  }

  /** {@code kill}. Returns when it has stopped. */
  @Override
  public void close() {
    terminate();
    process.onExit().join();
  }

  /** Reads what the process writes: one whose output nobody reads stops sooner or later. */
  private static final class Output {
    private final List<String> lines = new ArrayList<>(); // guarded by this
    private final List<Integer> ports = new ArrayList<>(); // guarded by this
    private final CompletableFuture<BoxOffice> boxOffice = new CompletableFuture<>();
    private final CompletableFuture<Void> end;

    Output(Process process) {
      BufferedReader out =
          new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      Thread reader = new Thread(() -> out.lines().forEach(this::read), "service output");
      reader.setDaemon(true);
      reader.start();
      end = process.onExit().thenRunAsync(() -> join(reader));
      end.whenComplete((nothing, failure) -> boxOffice.completeExceptionally(
          new AssertionError("The service did not start:\n" + String.join("\n", lines()), failure)));
    }

    private static void join(Thread reader) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private synchronized void read(String line) {
      lines.add(line);
      notifyAll();
      Matcher started = PORT.matcher(line);
      if (started.find()) ports.add(Integer.parseInt(started.group(1)));
      if (ports.size() == 2) boxOffice.complete(new BoxOffice(ports.get(0), ports.get(1))); // Actuator opens second
    }

    BoxOffice awaitBoxOffice() {
      return boxOffice.join();
    }

    void awaitEnd() {
      end.join();
    }

    synchronized void awaitLine(String text) throws InterruptedException {
      while (lines.stream().noneMatch(line -> line.contains(text))) wait();
    }

    synchronized List<String> lines() {
      return List.copyOf(lines);
    }
  }
}
