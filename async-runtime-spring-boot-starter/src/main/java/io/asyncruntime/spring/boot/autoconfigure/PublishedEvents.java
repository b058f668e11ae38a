package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.lifecycle.LongPollEvent;
import io.asyncruntime.spring.boot.lifecycle.SpareWorkerEvent;
import io.asyncruntime.spring.boot.lifecycle.TaskPanicEvent;
import org.springframework.context.ApplicationEventPublisher;

/** What a runtime has to tell becomes events of the application. */
record PublishedEvents(String runtime, ApplicationEventPublisher events) implements AsyncRuntimeBuilderCustomizer {
  @Override
  public void customize(AsyncRuntime.Builder builder) {
    builder
        .onLongPoll(poll -> events.publishEvent(new LongPollEvent(runtime, poll)))
        .onTaskPanic(panic -> events.publishEvent(new TaskPanicEvent(runtime, panic)))
        .onSpareWorker(worker -> events.publishEvent(new SpareWorkerEvent(runtime, worker)));
  }
}
