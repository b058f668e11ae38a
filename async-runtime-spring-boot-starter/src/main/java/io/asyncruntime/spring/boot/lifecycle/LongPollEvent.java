package io.asyncruntime.spring.boot.lifecycle;

import io.asyncruntime.metrics.LongPoll;
import io.asyncruntime.spring.boot.support.DisplayNames;

/**
 * Published when the watchdog reports a poll: once when it crosses {@code async-runtime.long-poll.threshold}, and once when
 * it has ended. Listeners run on the watchdog's thread, with the context of the task (its trace, its MDC) in force, and must be
 * short.
 *
 * @param runtime name of the runtime
 * @param poll the task, its worker, the time and the stack; the task's name fit to be shown, at most 128 characters of it
 */
public record LongPollEvent(String runtime, LongPoll poll) {
  /** Makes the name fit to be shown. */
  public LongPollEvent {
    poll = new LongPoll(poll.id(), DisplayNames.of(poll.name()), poll.worker(), poll.soFar(), poll.ended(),
        poll.stack());
  }
}
