package io.asyncruntime.spring.boot.architecture.planted.metrics;

import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.spring.boot.architecture.planted.autoconfigure.OpenAutoConfiguration;

/** Knows who configures it, reaches into the library, and prints. */
public final class BackPointer {
  private final OpenAutoConfiguration maker;
  private final Class<?> internal = Clock.class;

  /** Keeps its maker. */
  public BackPointer(OpenAutoConfiguration maker) {
    this.maker = maker;
  }

  @Override
  public String toString() {
    System.out.println(internal);
    return "made by " + maker;
  }
}
