package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.internal.util.Names;
import io.asyncruntime.metrics.LongPoll;
import java.time.Duration;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A long poll in a flight recording. Its stack is that of the worker, as text: an event's own would be the watchdog's. */
@Name("io.asyncruntime.LongPoll")
@Label("Long Poll")
@Category("Async Runtime")
@Description("A poll of a task took longer than the threshold; reported when it crosses it and when it ends")
@StackTrace(false)
final class LongPollEvent extends Event {
  @Label("Task Id") long taskId;

  @Label("Task Name") String taskName = "";

  @Label("Worker") String worker = "";

  @Label("So Far")
  @Timespan(Timespan.NANOSECONDS) long soFar;

  @Label("Ended") boolean ended;

  @Label("Worker Stack") String workerStack = "";

  /** Any thread. Nothing where no recording wants it. */
  static void emit(LongPoll poll) {
    LongPollEvent event = new LongPollEvent();
    if (event.shouldCommit()) {
      event.taskId = poll.id().value();
      event.taskName = Names.shown(poll.name());
      event.worker = poll.worker();
      event.soFar = nanos(poll.soFar());
      event.ended = poll.ended();
      event.workerStack = String.join("\n", poll.stack());
      event.commit();
    }
  }

  private static long nanos(Duration duration) {
    return duration.toNanos();
  }
}
