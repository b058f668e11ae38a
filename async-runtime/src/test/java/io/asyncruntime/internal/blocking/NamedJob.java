package io.asyncruntime.internal.blocking;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job for tests of queues, which is not run. */
final class NamedJob extends Job {
  private final String name;
  final long came;

  NamedJob(String name) {
    this(name, 0);
  }

  /** One that came then. */
  NamedJob(String name, long came) {
    this.name = name;
    this.came = came;
  }

  static @Nullable String name(@Nullable NamedJob job) {
    return job == null ? null : job.name;
  }

  static List<String> names(@Nullable NamedJob oldest) {
    List<String> names = new ArrayList<>();
    JobQueue.forEach(oldest, job -> names.add(job.name));
    return names;
  }

  @Override
  public void run() {
    throw new AssertionError("it is only queued");
  }

  @Override
  public void discard() {
    throw new AssertionError("it is only queued");
  }
}
