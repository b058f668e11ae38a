package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.internal.ambient.TaskRef;
import io.asyncruntime.internal.util.Names;
import java.util.Objects;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A task that threw, in a flight recording. */
@Name("io.asyncruntime.TaskPanic")
@Label("Task Panic")
@Category("Async Runtime")
@Description("The future of a task, or a blocking job, threw")
@StackTrace(false)
final class TaskPanicEvent extends Event {
  @Label("Task Id") long taskId;

  @Label("Task Name") String taskName = "";

  @Label("Thrown Class") String thrownClass = "";

  @Label("Message") String message = "";

  /** Any thread. Nothing where no recording wants it. */
  static void emit(TaskRef task, Throwable cause) {
    TaskPanicEvent event = new TaskPanicEvent();
    if (event.shouldCommit()) {
      event.taskId = task.taskId();
      event.taskName = Names.shown(Objects.requireNonNullElse(task.taskName(), ""));
      event.thrownClass = cause.getClass().getName();
      event.message = Objects.requireNonNullElse(cause.getMessage(), "");
      event.commit();
    }
  }
}
