package io.asyncruntime.scenario.random;

/** As {@link PlannedPanic}, of the kind that {@code catch (Exception)} does not stop. */
final class PlannedError extends Error {
  private static final long serialVersionUID = 1L;

  PlannedError() {
    super("planned", null, false, false);
  }
}
