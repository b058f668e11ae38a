package io.asyncruntime.architecture.planted.internal.scheduler;

import io.asyncruntime.architecture.planted.future.EarlyBird;

/** An internal class that anybody may extend, in a cycle with {@link EarlyBird}. */
public class OpenClass {
  private final EarlyBird user;

  /** Closes the cycle. */
  public OpenClass(EarlyBird user) {
    this.user = user;
  }

  @Override
  public String toString() {
    return "used by " + user;
  }
}
