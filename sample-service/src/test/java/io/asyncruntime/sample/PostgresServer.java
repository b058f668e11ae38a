package io.asyncruntime.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server in a temporary folder, from the binaries of this machine. They are found beside {@code initdb} on the
 * path, or where Debian's package puts them, or in the folder that the variable {@code POSTGRES_BIN} names.
 * The server refuses to run as root; then it runs as the user {@code postgres} that its package creates.
 */
final class PostgresServer implements AutoCloseable {
  private static final String USER = "boxoffice";

  private final Path bin;
  private final Path folder;
  private final int port;
  private Process process; // another one after each outage; written by the thread that plays it

  private PostgresServer(Path bin, Path folder, int port) throws IOException {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
    this.process = run();
  }

  /** The folder of the server's binaries, if there is one on this machine. */
  static Optional<Path> binaries() {
    Stream<Path> named = Stream.ofNullable(System.getenv("POSTGRES_BIN")).map(Path::of);
    return Stream.concat(Stream.concat(named, onThePath()), debian())
        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
        .findFirst();
  }

  private static Stream<Path> onThePath() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
        .filter(s -> !s.isBlank())
        .map(Path::of);
  }

  /** {@code usr/lib/postgresql/VERSION/bin}, the newest first: beside any folder {@code bin} on the path there may be a {@code lib}. */
  private static Stream<Path> debian() {
    return onThePath().filter(Path::isAbsolute).map(bin -> bin.resolveSibling("lib").resolve("postgresql"))
        .filter(Files::isDirectory).flatMap(PostgresServer::list).map(version -> version.resolve("bin"))
        .sorted(Comparator.reverseOrder());
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one; where there is none, the test that asks for it is skipped, and the log says so. */
  static PostgresServer startOrSkip() throws IOException {
    Optional<Path> binaries = PostgresServer.binaries();
    if (binaries.isEmpty()) {
      LoggerFactory.getLogger(PostgresServer.class).error("""

          ***************************************************************************************
          NOT TESTED: there is no PostgreSQL server on this machine (no "initdb" was found), so the
          profile "postgres" of the sample is not tested. Install Debian's package "postgresql".
          ***************************************************************************************""");
      Assumptions.abort("No PostgreSQL server on this machine");
    }
    return start(binaries.orElseThrow());
  }

  private static PostgresServer start(Path bin) throws IOException {
    Path folder = Files.createTempDirectory("box-office-postgres");
    if (isRoot())
      Files.setOwner(folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
    Path data = folder.resolve("data");
    String said =
        outputOf(command(folder, bin.resolve("initdb"), "-D", data.toString(), "-U", USER, "-A", "trust", "-E",
            "UTF8", "--no-sync"));
    if (!Files.exists(data.resolve("postgresql.conf"))) throw new IOException("initdb failed:\n" + said);
    return new PostgresServer(bin, folder, FreePort.find());
  }

  /** Returns when it is ready. What it writes is read for as long as it lives: a pipe that is full would stop it. */
  private Process run() throws IOException {
    Process started = command(folder, bin.resolve("postgres"), "-D", data(), "-p", String.valueOf(port), "-c",
        "listen_addresses=localhost", "-c", "unix_socket_directories=" + folder, "-c", "fsync=off").start();
    BufferedReader out = new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    awaitReady(out);
    Thread reader = new Thread(() -> out.lines().forEach(line -> {}), "PostgreSQL output");
    reader.setDaemon(true);
    reader.start();
    return started;
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /** Stops it as it is, without a word to those who are connected: an outage. */
  void stop() throws IOException {
    outputOf(command(folder, bin.resolve("pg_ctl"), "-D", data(), "-m", "immediate", "stop"));
    process.onExit().join();
  }

  /** The end of the outage; returns when it is ready. */
  void startAgain() throws IOException {
    process = run();
  }

  private static ProcessBuilder command(Path folder, Path program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
    command.add(program.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  private static boolean isRoot() { return System.getProperty("user.name").equals("root"); }

  private static String outputOf(ProcessBuilder command) throws IOException {
    return new String(command.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void awaitReady(BufferedReader out) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains("ready to accept connections")) return;
      said.append(line).append('\n');
    }
    throw new IOException("PostgreSQL did not start:\n" + said);
  }

  /** A new, empty database; gives its JDBC address. */
  String createDatabase(String name) throws IOException {
    try (java.sql.Connection connection =
        java.sql.DriverManager.getConnection(url("postgres"), USER, "");
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
      return url(name);
    } catch (java.sql.SQLException e) {
      throw new IOException(e);
    }
  }

  /** What the profile {@code postgres} reads. */
  List<String> properties(String url) {
    return List.of("spring.profiles.active=postgres", "spring.datasource.url=" + url,
        "spring.datasource.username=" + USER, "spring.datasource.password=",
        "spring.config.additional-location=file:" + Path.of("..", "config").toAbsolutePath().normalize() + "/");
  }

  String user() {
    return USER;
  }

  int port() {
    return port;
  }

  private String url(String database) {
    return "jdbc:postgresql://localhost:" + port + "/" + database;
  }

  /** Fast shutdown: SIGINT in the server's own words, which {@code pg_ctl} would send; here the whole folder goes away. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
