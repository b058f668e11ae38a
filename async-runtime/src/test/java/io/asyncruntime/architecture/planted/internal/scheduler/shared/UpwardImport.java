package io.asyncruntime.architecture.planted.internal.scheduler.shared;

import io.asyncruntime.architecture.planted.internal.scheduler.multithread.Child;

/** What both schedulers share, with an arrow that runs up from there. */
final class UpwardImport {
  private final Child child = new Child();

  @Override
  public String toString() {
    return "uses " + child;
  }
}
