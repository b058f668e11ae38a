package io.asyncruntime;

/** What a runtime does about a task that throws. */
public enum UnhandledPanic {
  /** Logs it, once, when nobody can see it any more: its handle was dropped or collected unread. */
  LOG,
  /** Nothing: it is seen through the handle, or not at all. */
  IGNORE,
  /** Shuts the runtime down: other tasks are dropped, and every {@code blockOn}, present or later, fails. */
  SHUTDOWN_RUNTIME
}
