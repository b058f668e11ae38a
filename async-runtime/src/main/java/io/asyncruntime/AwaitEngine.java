package io.asyncruntime;

/** How {@code await} suspends an async block. */
public enum AwaitEngine {
  /** {@link #FAST} where this JVM, as it was started, allows it; else {@link #HANDOFF}. */
  AUTO,
  /** A virtual thread whose carrier is the polling thread: JDK 21 or later, with {@code java.base/java.lang} open. */
  FAST,
  /** A pooled platform thread for each block that has started, to which control is handed and handed back. Works everywhere. */
  HANDOFF
}
