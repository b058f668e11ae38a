package io.asyncruntime.scenario.exhaustion;

/** Fills the stack of the calling thread. */
final class Recursion {
  private Recursion() {}

  /** Always throws {@link StackOverflowError}. */
  static int withoutEnd(int depth) {
    return depth < 0 ? depth : 1 + withoutEnd(depth + 1); // never is
  }
}
