package io.asyncruntime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever takes a spin lock gives it back whatever is thrown: each {@code lock()} is followed by {@code try}, each {@code unlock()}
 * stands in {@code finally}. And whoever has one was reviewed for what runs under it; a new user fails the test until it is listed.
 */
class SpinLockRulesTest {
  private static final Path MAIN = Path.of("src", "main", "java");
  private static final Pattern LOCK = Pattern.compile("\\bSpinLock (\\w+) = new SpinLock\\(");
  private static final Pattern DECLARATION = Pattern.compile("[\\w<>?,@ ]+ \\w+( = \\w+)?;");

  /** Why nothing under the lock needs memory, throws or is foreign; where something does, why the state is whole all the same. */
  private static final Map<String, String> REVIEWED = new TreeMap<>(Map.ofEntries(
      Map.entry("BlockingPool", "both lists are linked through what is in them; calls first, changes after"),
      Map.entry("LaneQueue", "the queue is linked through the jobs"),
      Map.entry("Lane", "three counters"),
      Map.entry("CompletionList", "lists through the entries; a snapshot only copies, and may fail before or after"),
      Map.entry("MutexCore", "the list is linked through the waiters; the figures are counters"),
      Map.entry("BroadcastRing", "arrays that are there; messages, results and exceptions are made outside"),
      Map.entry("Barrier", "the lists of the waiters and of the wakers to call are linked through the waiters"),
      Map.entry("NotifyCore", "the lists of the waiters and of the wakers to call are linked through the waiters"),
      Map.entry("WaitQueue", "the list is linked through the waiters, which are taken out one by one"),
      Map.entry("FairSemaphore", "the lists of the waiters and of the wakers to call are linked through the waiters"),
      Map.entry("DelayQueue", "a map: a new place is taken before the old one is given up"),
      Map.entry("SharedShard", "a page that is needed is made before it is linked"),
      Map.entry("InjectQueue", "taking needs no memory; the local queue has room"),
      Map.entry("FinishedTasks", "an array that is there and a count; what goes in is made outside"),
      Map.entry("IdleWorkers", "the stack of sleepers is counted in arrays of its own"),
      Map.entry("CallerSpin", "never waited for: who finds it taken sleeps"),
      Map.entry("TimerDriver", "the wheel is linked through the timers, the wakers go to an array that is there")));

  @Test
  void everyLockIsGivenBackWhateverIsThrown() throws IOException {
    assertThat(unguarded(MAIN)).isEmpty();
  }

  @Test
  void everyUserWasReviewed() throws IOException {
    assertThat(users(MAIN)).containsExactlyElementsOf(REVIEWED.keySet());
  }

  @Test
  void plantedViolationsAreFound(@TempDir Path root) throws IOException {
    Files.writeString(root.resolve("Planted.java"), String.join("\n",
        "  private final SpinLock lock = new SpinLock();", // 1
        "    lock.lock();",
        "    count++;",
        "    lock.unlock();", // 4
        "    lock.lock();",
        "    int right;",
        "    try {",
        "      right = 1;",
        "    } finally {",
        "      lock.unlock();", // 10
        "    }",
        "    if (lock.tryLock()) {",
        "      count++;"));
    assertThat(unguarded(root)).containsExactly("Planted:2", "Planted:4", "Planted:12");
    assertThat(users(root)).containsExactly("Planted");
  }

  private static List<String> users(Path root) throws IOException {
    return sources(root).filter(file -> lines(file).stream().anyMatch(line -> LOCK.matcher(line).find()))
        .map(SpinLockRulesTest::name).sorted().toList();
  }

  private static List<String> unguarded(Path root) throws IOException {
    List<String> found = new ArrayList<>();
    sources(root).forEach(file -> lines(file).stream().map(LOCK::matcher).filter(Matcher::find)
        .map(lock -> lock.group(1)).forEach(lock -> check(file, Objects.requireNonNull(lock), found)));
    return found;
  }

  private static void check(Path file, String lock, List<String> found) {
    List<String> lines = lines(file).stream().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean takes = line.equals(lock + ".lock();") || line.contains(lock + ".tryLock()");
      boolean gives = line.contains(lock + ".unlock()");
      if (takes && !isFollowedByTry(lines, i) || gives && !lines.get(i - 1).equals("} finally {")) {
        found.add(name(file) + ":" + (i + 1));
      }
    }
  }

  /** Perhaps after the declarations of what the section finds out. */
  private static boolean isFollowedByTry(List<String> lines, int taken) {
    int next = taken + 1;
    while (DECLARATION.matcher(lines.get(next)).matches()) {
      next++;
    }
    return lines.get(next).equals("try {");
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static Stream<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
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
