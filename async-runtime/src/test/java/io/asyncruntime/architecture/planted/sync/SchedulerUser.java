package io.asyncruntime.architecture.planted.sync;

import io.asyncruntime.architecture.planted.internal.scheduler.OpenClass;

/** A synchronizer that knows the scheduler, which no third party could. */
final class SchedulerUser {
  private final OpenClass scheduler;

  SchedulerUser(OpenClass scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public String toString() {
    return "uses " + scheduler;
  }
}
