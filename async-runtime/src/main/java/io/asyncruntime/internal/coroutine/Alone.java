package io.asyncruntime.internal.coroutine;

/** Goes with a body for which nobody waits any more. Called on the body's thread; throws nothing. */
interface Alone {
  /** The body is about to go on; again if it suspends once more and somebody resumes it. */
  void goesOn();

  /** The body has ended. */
  void ended();
}
