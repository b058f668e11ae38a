package io.asyncruntime.internal.scheduler.multithread;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.TaskRef;
import io.asyncruntime.internal.scheduler.multithread.IdleWorkers.Life;
import io.asyncruntime.internal.scheduler.multithread.IdleWorkers.Rising;
import io.asyncruntime.internal.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * The frame around the loop of a worker, out of which nothing comes: where the loop is thrown out, because there is no memory for it or
 * because of a fault of ours, it begins again on the same thread, with the same core, queues and tasks. So no thread has to be
 * started in place of one, of which there may be none. Made with the worker, in good times; used by the thread of the loop.
 */
final class LoopGuard {
  /** At the end of a worker: so often its loop goes back to that end, which may fail again and again. */
  private static final int MOST_FAILED_ENDS = 10;

  private static final long PAUSE_NANOS = 1_000_000;

  private final Worker loop;
  private final MultiThreadScheduler scheduler;
  private int failedEnds;

  LoopGuard(Worker loop) {
    this.loop = loop;
    this.scheduler = loop.scheduler;
  }

  /** Tells the scheduler of the loop, and runs it to its end. */
  void run(WorkerCore core) {
    begin(core);
    Throwable thrownOut = runLoop();
    while (thrownOut != null && !isOver()) {
      recover(thrownOut);
      thrownOut = runLoop();
    }
  }

  private void begin(WorkerCore core) {
    try {
      scheduler.threads.begins(loop, core.shared);
    } catch (Throwable noMemory) { // then the watchdog does not look at it, no more
      scheduler.failures.note(noMemory);
    }
  }

  /** Null when it has come to its end, else what it was thrown out by. */
  private @Nullable Throwable runLoop() {
    try {
      loop.loop();
      return null;
    } catch (Throwable thrownOut) {
      scheduler.failures.note(thrownOut);
      return thrownOut;
    }
  }

  /** Whether it was thrown out at its end, and must not go there again. */
  private boolean isOver() {
    WorkerCore core = loop.core;
    return core != null && (core.shutdown || core.retiring)
        && (++failedEnds > MOST_FAILED_ENDS || scheduler.idle.life(core.shared.index) == Life.GONE);
  }

  private void recover(Throwable thrownOut) {
    try {
      begunAgain(thrownOut);
    } catch (Throwable again) {
      scheduler.failures.note(again);
    }
  }

  /** Makes the worker one that is awake between two polls, wherever in its loop it was. Needs no memory. */
  private void begunAgain(Throwable thrownOut) {
    Ambient here = Ambient.current();
    TaskRef polled = here.task();
    here.runtime = scheduler;
    here.setTask(null);
    here.taskLocals = null;
    here.coroutine = null;
    here.localSet = null;
    here.inLocalSet = false;
    here.enterGuard = null;
    here.asyncDepth = 1;
    if (loop.endBrokenPoll() && polled instanceof Task<?> task) {
      task.endBrokenPoll(here, thrownOut);
    }
    WorkerCore core = loop.core;
    if (core != null) {
      getUp(core);
      core.shared.parker.park(PAUSE_NANOS); // what fails at each turn must not keep a processor busy
      core.shutdown |= scheduler.isClosing(); // the permit may have been that of the end
    }
  }

  private void getUp(WorkerCore core) {
    scheduler.timerSeat.leave(core.shared);
    Rising rising = scheduler.idle.getUp(core.shared.index, true);
    core.searching |= rising == Rising.SEARCHING;
    core.retiring |= rising == Rising.RETIRING;
  }
}
