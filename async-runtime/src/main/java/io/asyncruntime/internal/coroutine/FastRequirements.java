package io.asyncruntime.internal.coroutine;

import io.asyncruntime.internal.util.VirtualThreads;

/** What the fast engine asks of the JVM, and how to give it. Any thread. */
final class FastRequirements {
  /** For the manifest of an executable jar. */
  private static final String MANIFEST = "Add-Opens: java.base/java.lang";

  private FastRequirements() {}

  /** Whether the fast engine can be. */
  static boolean met() {
    return VirtualThreads.available() && javaLangIsOpen();
  }

  /** Asks without a warning on the console. */
  static boolean javaLangIsOpen() {
    return Object.class.getModule().isOpen("java.lang", FastRequirements.class.getModule());
  }

  /** Completes a sentence about the fast engine, in a JVM where it cannot be. */
  static String missing() {
    if (met()) { return "does not know this Java (" + Runtime.version() + ")"; }
    return VirtualThreads.available()
        ? "needs \"" + MANIFEST + "\" in the manifest of the jar that is started with java -jar, or the option "
            + option()
        : "needs Java 21 or later, but this is Java " + Runtime.version().feature();
  }

  private static String option() {
    Module module = FastRequirements.class.getModule();
    return "--add-opens=java.base/java.lang=" + (module.isNamed() ? module.getName() : "ALL-UNNAMED");
  }
}
