package io.asyncruntime.internal.scheduler.measure;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A thread that became a worker, in a flight recording. */
@Name("io.asyncruntime.WorkerSpawned")
@Label("Worker Spawned")
@Category("Async Runtime")
@Description("A thread became a worker: at start, to take over from blockInPlace, or as a spare while all others are stuck")
@StackTrace(false)
final class WorkerSpawnedEvent extends Event {
  @Label("Runtime") String runtime = "";

  @Label("Worker Index") int workerIndex;

  @Label("Spare") boolean spare;

  /** The thread concerned. Nothing where no recording wants it. */
  static void emit(String runtime, int workerIndex, boolean spare) {
    WorkerSpawnedEvent event = new WorkerSpawnedEvent();
    if (event.shouldCommit()) {
      event.runtime = runtime;
      event.workerIndex = workerIndex;
      event.spare = spare;
      event.commit();
    }
  }
}
