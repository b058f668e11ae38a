package io.asyncruntime;

/** Which scheduler a runtime has. */
public enum RuntimeFlavor {
  /** A worker thread per core, each with its own queue, stealing from the others. */
  MULTI_THREAD,
  /** No thread of its own: work advances on the caller's thread inside {@code blockOn}. */
  CURRENT_THREAD
}
