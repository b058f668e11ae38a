package io.asyncruntime.spring.boot.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.spring.boot.testkit.RestartLoader;
import io.asyncruntime.spring.boot.testkit.RestartMain;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Spring's developer tools do at a restart: they close the context, and start the application again with a new class
 * loader for its own classes, while the libraries, and so this starter, stay.
 */
@Timeout(120)
class RestartTest {
  @TempDir Path folder;

  @Test
  void nothingOfTheApplicationBeforeTheRestartIsLeft() throws Exception {
    Set<ObjectName> beans = ManagementFactory.getPlatformMBeanServer().queryNames(null, null);
    ClassLoader first = RestartLoader.run();
    assertThat(threadsOf(first)).isEmpty();
    assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(null, null)).isEqualTo(beans);
    ClassLoader second = RestartLoader.run();
    assertThat(threadsOf(first)).isEmpty();
    assertThat(threadsOf(second)).isEmpty();
  }

  /** Whatever holds on to it: a thread, a thread-local, a static list, a shutdown hook, a registry of the JVM. */
  @Test
  void theClassLoaderBeforeTheRestartIsCollected() throws Exception {
    assertThat(runInItsOwnJvm()).contains("the first class loader is gone", "the second class loader is gone");
  }

  @Test
  void oneThatIsHeldIsFoundOut() throws Exception {
    assertThat(runInItsOwnJvm("leak")).contains("the first class loader is still held", "let go, it is gone");
  }

  /** What {@link RestartMain} writes. */
  private List<String> runInItsOwnJvm(String... arguments) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:SoftRefLRUPolicyMSPerMB=0", "-Xmx256m",
        "-cp", System.getProperty("java.class.path"), RestartMain.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      process.waitFor();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output);
  }

  /** Threads that would keep the loader from being collected, once those that are about to end have ended. */
  private static List<Thread> threadsOf(ClassLoader loader) throws InterruptedException {
    List<Thread> held = Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getContextClassLoader() == loader).toList();
    for (Thread thread : held) {
      if (thread.getName().startsWith("async-")) thread.join(30_000);
    }
    return held.stream().filter(thread -> thread.isAlive() && thread.getName().startsWith("async-")).toList();
  }
}
