package io.asyncruntime;

/** What a runtime keeps of each task for its dump. */
public enum TaskTracking {
  /** That it exists, and how old it is. */
  OFF,
  /** How often it was polled and woken. Costs next to nothing. */
  COUNTERS,
  /** Also the time it was busy, queued and idle, and the source line of its spawn. Costs clock readings and a stack walk. */
  TIMED
}
