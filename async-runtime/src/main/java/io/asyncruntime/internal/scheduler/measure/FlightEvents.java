package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.internal.ambient.TaskRef;
import io.asyncruntime.internal.util.Door;
import io.asyncruntime.metrics.LongPoll;
import io.asyncruntime.metrics.WorkerMetrics;
import jdk.jfr.FlightRecorder;

/**
 * The door to JDK Flight Recorder. The event classes are loaded only where a recorder is there: otherwise they would slow down
 * every start. Any thread.
 */
public final class FlightEvents {
  private static final Door DOOR = new Door("io.asyncruntime.runtime", "no flight recorder event tells of {}");

  private FlightEvents() {}

  /** Whatever fails there, loading the class included, ends here. */
  public static void longPoll(LongPoll poll) {
    try {
      if (FlightRecorder.isInitialized()) {
        LongPollEvent.emit(poll);
      }
    } catch (Throwable failure) {
      DOOR.threw(LongPoll.class, failure);
    }
  }

  /** As {@link #longPoll}. */
  static void taskPanic(TaskRef task, Throwable cause) {
    try {
      if (FlightRecorder.isInitialized()) {
        TaskPanicEvent.emit(task, cause);
      }
    } catch (Throwable failure) {
      DOOR.threw(task, failure);
    }
  }

  /** As {@link #longPoll}. */
  public static void workerSpawned(String runtime, int workerIndex, boolean spare) {
    try {
      if (FlightRecorder.isInitialized()) {
        WorkerSpawnedEvent.emit(runtime, workerIndex, spare);
      }
    } catch (Throwable failure) {
      DOOR.threw(WorkerMetrics.class, failure);
    }
  }
}
