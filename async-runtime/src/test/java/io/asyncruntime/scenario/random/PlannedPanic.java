package io.asyncruntime.scenario.random;

/** What a task throws because the program says so. */
final class PlannedPanic extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlannedPanic() {
    super("planned", null, false, false);
  }
}
