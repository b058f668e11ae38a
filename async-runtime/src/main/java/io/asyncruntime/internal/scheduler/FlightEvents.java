package io.asyncruntime.internal.scheduler;

import io.asyncruntime.internal.ambient.TaskRef;
import io.asyncruntime.metrics.LongPoll;
import jdk.jfr.FlightRecorder;

/**
 * The door to JDK Flight Recorder. The event classes are loaded only where a recorder is there: otherwise they would slow down
 * every start. Any thread.
 */
final class FlightEvents {
  private FlightEvents() {}

  static void longPoll(LongPoll poll) {
    if (FlightRecorder.isInitialized()) {
      LongPollEvent.emit(poll);
    }
  }

  static void taskPanic(TaskRef task, Throwable cause) {
    if (FlightRecorder.isInitialized()) {
      TaskPanicEvent.emit(task, cause);
    }
  }

  static void workerSpawned(String runtime, int workerIndex, boolean spare) {
    if (FlightRecorder.isInitialized()) {
      WorkerSpawnedEvent.emit(runtime, workerIndex, spare);
    }
  }
}
