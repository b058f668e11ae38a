package io.asyncruntime.spring.boot.testkit;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;

/**
 * Runs the application twice, each time with a class loader of its own, and fails unless each of them is collected. Needs a JVM
 * of its own with {@code -XX:SoftRefLRUPolicyMSPerMB=0}, so that each collection clears what is only softly reachable, such as
 * Spring's caches: the loader then stays only where something holds it for good.
 */
public final class RestartMain {
  /** Most collections that are waited for. One is enough, but for threads that are just about to end. */
  private static final int COLLECTIONS = 100;

  /** As many for a loader that is held for certain: it stays through these, and goes once it is let go. */
  private static final int COLLECTIONS_WHILE_HELD = 5;

  private static final int PAUSE_MILLIS = 100;

  private RestartMain() {
  }

  /** Exits with 1 when a loader stays. With an argument, a static field holds the first, and lets it go after it was found out. */
  public static void main(String[] arguments) throws Exception {
    // Spring's shutdown hook and its converters keep the class loader of whoever is the first to start an application with an
    // argument that has to be converted.
    RestartedApp.start("--async-runtime.enabled=false", "--spring.main.banner-mode=off").close();
    for (String which : new String[] {"first", "second"}) {
      ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
      Reference<ClassLoader> loader = runAndForget(collected, arguments.length > 0);
      if (!isCollected(loader, collected, Leak.held == null ? COLLECTIONS : COLLECTIONS_WHILE_HELD)) {
        print("the " + which + " class loader is still held");
        Leak.held = null;
        print("let go, it is " + (isCollected(loader, collected, COLLECTIONS) ? "gone" : "still held"));
        System.exit(1);
      }
      print("the " + which + " class loader is gone");
    }
    System.exit(0);
  }

  private static Reference<ClassLoader> runAndForget(ReferenceQueue<ClassLoader> collected, boolean leak)
      throws Exception {
    ClassLoader loader = RestartLoader.run();
    if (leak) Leak.held = loader;
    return new PhantomReference<>(loader, collected);
  }

  private static boolean isCollected(Reference<ClassLoader> loader, ReferenceQueue<ClassLoader> collected, int most)
      throws InterruptedException {
    for (int i = 0; i < most; i++) {
      System.gc();
      if (collected.remove(PAUSE_MILLIS) == loader) return true;
    }
    return false;
  }

  private static void print(String line) {
    System.err.println(line);
  }

  /** The seeded fault. */
  private static final class Leak {
    private static ClassLoader held;
  }
}
