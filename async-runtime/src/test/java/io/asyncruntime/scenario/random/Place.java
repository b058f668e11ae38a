package io.asyncruntime.scenario.random;

/**
 * Where a step is: what it may wait for without a chance that all wait for each other.
 *
 * @param depth how many bodies are around it
 * @param floor critical sections of a lower index are not entered here: one of them may be held around it
 * @param jobs whether it may wait for blocking jobs: not in a section, since jobs may wait for sections
 * @param inPlace whether it may block its worker
 * @param local whether it belongs to a local set
 */
record Place(int depth, int floor, boolean jobs, boolean inPlace, boolean local) {
  Place deeper() {
    return new Place(depth + 1, floor, jobs, inPlace, local);
  }

  Place inSection(int index) {
    return new Place(depth + 1, index + 1, false, inPlace, local);
  }

  /** In a task of its own on the runtime. */
  Place spawned(boolean multiThread) {
    return new Place(depth + 1, floor, jobs, multiThread, false);
  }

  /** In a blocking job. */
  Place inJob() {
    return new Place(depth + 1, floor, false, false, false);
  }

  /**
   * Within blockInPlace: no section at all and no place in a channel, since another branch of the same task may be in it, or be the next
   * to get it, and stands still meanwhile.
   */
  Place blockedInPlace() {
    return new Place(depth + 1, Integer.MAX_VALUE, false, false, false);
  }

  /** Whether it may wait for what others give back. */
  boolean mayQueue() {
    return floor < Integer.MAX_VALUE;
  }
}
