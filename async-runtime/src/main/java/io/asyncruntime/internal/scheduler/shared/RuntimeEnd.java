package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.blocking.Lane;
import io.asyncruntime.internal.scheduler.multithread.LastDrops;
import io.asyncruntime.internal.task.BlockingTask;
import io.asyncruntime.internal.task.JoinableTask;
import io.asyncruntime.internal.task.TaskOutcome;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.Door;
import io.asyncruntime.internal.util.Log;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.wait.BlockingWait;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.metrics.TaskInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The shutdown protocol of a runtime.
 *
 * <pre>
 *   1 refuse     both registries are closed: what is spawned from now on is cancelled
 *   2 discard    jobs of the blocking pool that have not started are cancelled
 *   3 drop       the threads that run tasks drop them: idle ones at once, those in a poll when the poll ends;
 *                one in which a section is open is polled by them until the end of that, see {@code LastPolls}
 *   4 wait       for running polls and blocking jobs, until the deadline; then what is idle still is dropped, because every
 *                thread that would have is stuck, or completed as cancelled (see {@link LastDrops})
 *   5 interrupt  what still runs then, and name it in the report
 *   6 finish     timers fail from now on; the watchdog ends
 * </pre>
 *
 * Steps 1 to 3 are {@link #begin}, which never waits; a runtime that nobody waits for finishes when its last loop ends. The timers fail
 * as soon as there is no loop that would let them fire: what blocks in place may wait for one, and step 4 for that.
 */
public final class RuntimeEnd {
  private static final Log LOG = Log.of("io.asyncruntime.runtime");
  /** This is the only beginning of the end: the other steps come, whatever becomes of one. */
  private static final Door STEP =
      new Door("io.asyncruntime.runtime", "a step of the shutdown failed; the others are taken");

  private static final long SECOND = 1_000_000_000L;
  private static final long PATIENCE = 5 * SECOND;
  private static final int MOST_NAMES = 20;

  private final Scheduler scheduler;

  /** Cancelled tasks before the end began. Written by begin, before closing is seen by anyone. */
  private volatile long cancelledBefore;

  private final AtomicBoolean begun = new AtomicBoolean();

  public RuntimeEnd(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * Any thread. Steps 1 and 2. The threads that run tasks may be told of the end only after this: a task that was bound after
   * they had looked for tasks to drop would be nobody's.
   *
   * @return whether this call has begun it
   */
  public boolean begin() {
    if (!begun.compareAndSet(false, true)) { return false; }
    STEP.run(() -> cancelledBefore = cancelled());
    scheduler.owned.close();
    scheduler.ownedBlocking.close();
    STEP.run(() -> scheduler.facadeWatch().ended());
    STEP.run(scheduler.blocking::shutdown);
    STEP.run(() -> scheduler.lanes().forEach(Lane::shutdown));
    return true;
  }

  /** A thread that ran tasks has ended, or has dropped all there were. */
  public void loopEnded() {
    synchronized (this) {
      notifyAll();
    }
    if (scheduler.isClosing() && scheduler.nobodyMindsTimers()) {
      finish(); // calls wakers: not under the monitor
    }
  }

  private void finish() {
    scheduler.timers.shutdown();
    scheduler.tidy();
  }

  /** A plain thread. All steps; null is no limit. */
  public ShutdownReport run(@Nullable Duration timeout) {
    forbidWhereItCannotWork(timeout == null ? "close()" : "shutdown(timeout)");
    long begun = Clock.realNanos();
    scheduler.shutdownBackground();
    boolean clean = await(begun, timeout == null ? Clock.FAR_FUTURE : Clock.saturatedAdd(begun, timeout));
    if (!clean) {
      scheduler.dropIdleTasks();
    }
    List<TaskInfo> left = clean ? List.of() : stillRunning();
    if (!clean) {
      interruptRest();
    }
    finish();
    int dropped = (int) Math.min(Integer.MAX_VALUE, cancelled() - cancelledBefore);
    boolean sound = scheduler.failures.count() == 0;
    return new ShutdownReport(clean && sound, Duration.ofNanos(Clock.realNanos() - begun), dropped, left);
  }

  private void forbidWhereItCannotWork(String call) {
    BlockingWait.forbidInAsyncCode(call, "use shutdownBackground() there, or close from a plain thread");
    Ambient here = Ambient.current();
    if (here.runtime == scheduler && here.task() != null) {
      String where = here.task() instanceof BlockingTask<?> ? "a blocking job" : "blockInPlace in a task";
      throw new IllegalStateException(
          call + " inside " + where + " of the same runtime would wait for itself; use shutdownBackground() there");
    }
  }

  private boolean await(long begun, long deadline) {
    boolean interrupted = false;
    long nextNotice = begun + PATIENCE;
    while (!interrupted) {
      long now = Clock.realNanos();
      long slice = Math.min(Math.min(deadline, nextNotice) - now, SECOND);
      try {
        if (awaitLoops(now + slice)
            && scheduler.blocking.awaitTermination(Math.max(0, now + slice - Clock.realNanos()))) {
          return true;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
      now = Clock.realNanos();
      if (now >= deadline) { return false; }
      if (now >= nextNotice) {
        LOG.warning(() -> "still waiting for " + names(stillRunning()));
        nextNotice = now + SECOND;
      }
    }
    Thread.currentThread().interrupt();
    return false;
  }

  private synchronized boolean awaitLoops(long until) throws InterruptedException {
    while (!scheduler.loopsHaveEnded()) {
      long left = until - Clock.realNanos();
      if (left <= 0) { return false; }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    return true;
  }

  private List<TaskInfo> stillRunning() {
    long now = Clock.realNanos();
    List<JoinableTask<?>> left = new ArrayList<>(scheduler.owned.snapshot());
    left.addAll(scheduler.ownedBlocking.snapshot());
    return left.stream().map(task -> scheduler.info(task, now)).toList();
  }

  private void interruptRest() {
    scheduler.ownedBlocking.snapshot().forEach(JoinableTask::abort);
    scheduler.interruptLoops();
  }

  private long cancelled() {
    return scheduler.owned.ended(TaskOutcome.CANCELLED);
  }

  /** The first few: a runtime may hold a million tasks, and this is one line of a log. */
  static String names(List<TaskInfo> tasks) {
    if (tasks.isEmpty()) { return "threads to end"; }
    String first = tasks.stream().limit(MOST_NAMES).map(RuntimeEnd::describe).collect(Collectors.joining(", "));
    int more = tasks.size() - MOST_NAMES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static String describe(TaskInfo task) {
    return task.kind() + " task " + task.id() + (task.name().isEmpty() ? "" : " " + Names.quote(task.name()));
  }
}
