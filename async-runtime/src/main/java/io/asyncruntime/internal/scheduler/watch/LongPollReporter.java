package io.asyncruntime.internal.scheduler.watch;

import io.asyncruntime.internal.coroutine.AsyncBlocks;
import io.asyncruntime.internal.scheduler.measure.FlightEvents;
import io.asyncruntime.internal.scheduler.measure.InContext;
import io.asyncruntime.internal.scheduler.shared.RuntimeConfig;
import io.asyncruntime.internal.task.Task;
import io.asyncruntime.internal.task.TaskInfos;
import io.asyncruntime.internal.util.Door;
import io.asyncruntime.internal.util.Log;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.metrics.LongPoll;
import io.asyncruntime.metrics.SpareWorker;
import io.asyncruntime.task.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says that a poll takes long: once when it crosses the threshold, once when it has ended. To the user's listener every time,
 * to the log at most ten times a second. Also tells the user's listener of the spare workers that long polls made necessary.
 * The watchdog calls it; what is foreign, its {@link Teller} does.
 */
final class LongPollReporter {
  private static final Log LOG = Log.of("io.asyncruntime.longpoll");
  private static final Door LONG_POLL = new Door("io.asyncruntime.longpoll", "the onLongPoll listener threw");
  private static final Door SPARE = new Door("io.asyncruntime.longpoll", "the onSpareWorker listener threw");
  private static final Door REPORT = new Door("io.asyncruntime.longpoll", "a long poll of {} could not be told");
  private static final long WINDOW = 1_000_000_000L;
  private static final int MOST_LOGGED = 10;

  private final @Nullable Consumer<? super LongPoll> listener;
  private final @Nullable Consumer<? super SpareWorker> spareListener;
  private final Duration threshold;
  private final Teller teller;

  // The teller's.
  private long windowStart;
  private int loggedInWindow;
  private long suppressed;

  /** Once is enough: it is the beginning of a service, and no fault of the code. */
  private int saidOfLoading;

  LongPollReporter(RuntimeConfig config, Teller teller) {
    this.teller = teller;
    this.listener = config.onLongPoll;
    this.spareListener = config.onSpareWorker;
    this.threshold = config.longPollThreshold;
  }

  /** The poll of {@code sample} crossed the threshold. False when it turns out to be over. */
  boolean crossed(PollSample sample, long now) {
    Thread thread = sample.loop.thread();
    Task<?> task = sample.loop.polling(sample.number);
    if (task == null || thread == null) { return false; }
    List<String> stack = TaskInfos.frames(AsyncBlocks.stackOf(thread));
    if (!sample.isPolling()) {
      return false; // it ended while we looked: the stack may be another's
    }
    sample.reported = true;
    sample.task = task;
    report(sample, task, now, false, stack);
    return true;
  }

  /** The poll of {@code sample} is over; no-op unless it was reported. */
  void ended(PollSample sample, long now) {
    Task<?> task = sample.task;
    if (sample.reported && task != null) {
      sample.reported = false;
      sample.task = null;
      report(sample, task, now, true, List.of());
    }
  }

  private void report(PollSample sample, Task<?> task, long now, boolean ended, List<String> stack) {
    try {
      tellAll(sample, task, now, ended, stack);
    } catch (Throwable failure) { // no memory for the report, say
      REPORT.threw(task, failure);
    }
  }

  private void tellAll(PollSample sample, Task<?> task, long now, boolean ended, List<String> stack) {
    Thread thread = sample.loop.thread();
    LongPoll poll =
        new LongPoll(
            new TaskId(task.taskId()),
            Objects.requireNonNullElse(task.taskName(), ""),
            thread == null ? "" : thread.getName(),
            Duration.ofNanos(now - sample.since),
            ended,
            stack);
    teller.tell(
        () -> {
          FlightEvents.longPoll(poll);
          InContext.run(
              task,
              () -> {
                log(poll, task, now);
                LONG_POLL.tell(listener, poll);
              });
        });
  }

  /** Says something else, after what was to be said before. */
  void tell(Runnable what) {
    teller.tell(what);
  }

  /** A spare worker was added for those that are in long polls. */
  void added(SpareWorker worker) {
    teller.tell(() -> SPARE.tell(spareListener, worker));
  }

  private void log(LongPoll poll, Task<?> task, long now) {
    if (ClassLoading.isIn(poll.stack()) && saidOfLoading++ > 0) { return; }
    if (now - windowStart >= WINDOW) {
      windowStart = now;
      loggedInWindow = 0;
    }
    if (loggedInWindow++ >= MOST_LOGGED) {
      suppressed++;
      return;
    }
    LOG.warning(() -> text(poll, poll.ended() ? "" : task.info(now).spawnedAt()));
    suppressed = 0;
  }

  private static String reason(List<String> stack) {
    return AsyncBlocks.startsThread(stack) ? " while this runtime starts a thread for its block" : " without an await";
  }

  /** What to do about it, for whoever can. */
  static String advice(List<String> stack) {
    if (ClassLoading.isIn(stack)) {
      return "; it loads classes, as code does that runs for the first time: not told again";
    }
    return AsyncBlocks.startsThread(stack)
        ? "; the task has no part in that: the machine is short of processors, memory or threads, and the fast engine needs no such thread"
        : "; blocking work belongs in spawnBlocking or blockInPlace";
  }

  private String text(LongPoll poll, String spawnedAt) {
    StringBuilder text = new StringBuilder(256).append("task ").append(poll.id());
    if (!poll.name().isEmpty()) {
      text.append(' ').append(Names.quote(poll.name()));
    }
    if (!spawnedAt.isEmpty()) {
      text.append(", spawned at ").append(spawnedAt).append(',');
    }
    text.append(poll.ended() ? " has left " : " has kept ").append(poll.worker());
    text.append(poll.ended() ? " after " : " for ").append(poll.soFar().toMillis()).append(" ms");
    if (!poll.ended()) {
      text.append(reason(poll.stack())).append(" (the threshold is ").append(threshold.toMillis()).append(" ms)");
      text.append(advice(poll.stack()));
    }
    if (suppressed > 0) {
      text.append("; ").append(suppressed).append(" such messages were left out");
    }
    if (ClassLoading.isIn(poll.stack())) { return text.toString(); }
    poll.stack().forEach(frame -> text.append("\n    at ").append(frame));
    return text.toString();
  }
}
