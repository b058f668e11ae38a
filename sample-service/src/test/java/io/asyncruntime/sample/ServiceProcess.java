package io.asyncruntime.sample;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service in a JVM of its own, which can be killed. */
final class ServiceProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private final Process process;
  private final Path log;
  private final BoxOffice boxOffice;
  private Thread reader;

  private ServiceProcess(Process process, Path log) throws IOException {
    this.process = process;
    this.log = log;
    this.boxOffice = new BoxOffice(port());
  }

  /** Starts it in this folder and returns once it answers; what it writes goes to {@code service.log} there. */
  static ServiceProcess start(Path folder, List<String> properties) {
    return start(folder, List.of("-cp", classPath(), SampleServiceApplication.class.getName()), properties);
  }

  /** As {@link #start(Path, List)}, like a user: {@code java -jar}, and not a flag. */
  static ServiceProcess startJar(Path jar, Path folder, List<String> properties) {
    return start(folder, List.of("-jar", jar.toAbsolutePath().toString()), properties);
  }

  private static ServiceProcess start(Path folder, List<String> what, List<String> properties) {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(what);
    command.add("--server.port=0");
    properties.forEach(property -> command.add("--" + property));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    try {
      return new ServiceProcess(builder.start(), folder.resolve("service.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Surefire may hide the class path in a jar's manifest; it tells the real one here. Relative entries start elsewhere. */
  private static String classPath() {
    String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> absolute = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator)) absolute.add(Path.of(entry).toAbsolutePath().toString());
    return String.join(File.pathSeparator, absolute);
  }

  private int port() throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        reader = drain(out, said);
        return Integer.parseInt(port.group(1));
      }
    }
    throw new AssertionError("The service did not start:\n" + said);
  }

  /** A process whose output nobody reads stops sooner or later. */
  private Thread drain(BufferedReader out, StringBuilder said) {
    Thread drainer = new Thread(() -> {
      try {
        Files.writeString(log, said, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
        }
      } catch (IOException e) {
        process.destroyForcibly();
      }
    }, "service output");
    drainer.setDaemon(true);
    drainer.start();
    return drainer;
  }

  /** All that it has written to both of its streams; once it has stopped. */
  List<String> output() throws IOException, InterruptedException {
    reader.join();
    return Files.readAllLines(log);
  }

  BoxOffice boxOffice() {
    return boxOffice;
  }

  /** {@code kill -9}. Returns when it is dead. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** {@code kill}. Returns when it has stopped. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
