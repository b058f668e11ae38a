package io.asyncruntime.metrics;

/** What a list of tasks is sorted by; tasks that are equal in it come by their numbers. */
public enum TaskOrder {
  /** Time since the spawn, the longest first. */
  OLDEST,
  /** Time since the spawn, the shortest first. */
  NEWEST,
  /** How often it was polled, the most first. */
  MOST_POLLS,
  /** How often it was woken, the most first. */
  MOST_WAKES,
  /** How often it was woken from within its own poll, the most first. */
  MOST_SELF_WAKES,
  /** Running ones first, then those that are queued, then the idle. */
  STATUS,
  /** By name, as characters compare; those without one first. */
  NAME
}
