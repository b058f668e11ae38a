package io.asyncruntime.internal.task;

import io.asyncruntime.internal.task.TaskState.Verdict;
import io.asyncruntime.testkit.ModelCheck;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * The protocol of a task: a wake is never lost, at most one thread polls, a task is in at most one queue, and it is dropped or
 * completed once. The model's queue is a count; whoever takes from it may poll.
 */
class TaskLincheckTest {
  @Test
  void noWakeIsLostAndOneThreadPolls() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void itEndsOnceHoweverItIsGivenUp() {
    ModelCheck.endsWell(SoundEnd.class);
  }

  @Test
  void aTaskThatYieldsIsPolledAgainOrEndsOnce() {
    ModelCheck.endsWell(SoundYield.class);
  }

  @Test
  void aShutdownThatClaimsWhatIsHeldThroughTheRegistryIsFoundOut() {
    ModelCheck.doesNotEndWell(CarelessShutdown.class);
  }

  @Test
  void aTaskWhoseEndIsPutOffIsPolledOnAndEndsOnce() {
    ModelCheck.endsWell(SoundSection.class);
  }

  @Test
  void aTaskWhoseEndIsPutOffAndThatNobodyQueuesIsFoundOut() {
    ModelCheck.doesNotEndWell(CarelessSection.class);
  }

  @Test
  void aWakeThatTrustsTheRunningBitIsFoundOut() {
    ModelCheck.doesNotEndWell(CarelessWake.class);
  }

  @Test
  void theJoinWakerIsCalledOrTheOutputIsThere() {
    ModelCheck.endsWell(SoundJoin.class);
  }

  @Test
  void aJoinWakerThatIsPublishedWithoutALookAtCompleteIsFoundOut() {
    ModelCheck.doesNotEndWell(CarelessJoin.class);
  }

  private static final class State extends TaskState {
  }

  /** A task whose future is ready when somebody has written so; it is polled by hand. */
  public abstract static class OneTask {
    private final AtomicInteger queued = new AtomicInteger(1);
    private final AtomicInteger pollers = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private volatile int written; // counts events, by one thread
    private volatile int seen; // by the poller
    private volatile String broken;

    abstract Verdict begin();

    abstract Verdict end();

    abstract boolean wakeState();

    abstract void completeState();

    /** Something the future waits for has happened. */
    @Operation(nonParallelGroup = "event")
    public void event() {
      written = written + 1;
      if (wakeState()) {
        submit();
      }
    }

    @Operation
    public void work() {
      if (take()) {
        run();
      }
    }

    final void submit() {
      if (queued.incrementAndGet() > 1) {
        broken = "queued twice";
      }
    }

    final boolean take() {
      int seenQueued = queued.get();
      return seenQueued > 0 && queued.compareAndSet(seenQueued, seenQueued - 1);
    }

    /** Whether it may be in no queue before its end. */
    boolean mayBeIdle() {
      return true;
    }

    /** Whether a section is open: until a poll has seen an event. */
    boolean isPutOff() { return false; }

    final boolean hasSeenEvent() {
      return seen > 0;
    }

    /** After a poll, though cancelled. */
    void goOn() {
      throw new IllegalStateException("put off without a section");
    }

    private void run() {
      switch (begin()) {
        case POLL -> poll();
        case CANCEL -> {
          if (isPutOff()) {
            poll();
          } else {
            finish();
          }
        }
        default -> {
          // claimed by the shutdown
        }
      }
    }

    private void poll() {
      if (pollers.incrementAndGet() > 1) {
        broken = "two pollers";
      }
      seen = written;
      pollers.decrementAndGet();
      switch (end()) {
        case RESCHEDULE, YIELD -> submit();
        case CANCEL -> {
          if (isPutOff()) {
            goOn();
          } else {
            finish();
          }
        }
        default -> {
          // idle
        }
      }
    }

    final void finish() {
      if (ends.incrementAndGet() > 1) {
        broken = "ended twice";
      }
      completeState();
    }

    /** After all calls: nothing was broken, and an event was seen by a poll, or one is to come. */
    @Validate
    public void noWakeIsLost() {
      if (broken != null) { throw new IllegalStateException(broken); }
      if ((written != seen || !mayBeIdle()) && ends.get() == 0 && queued.get() == 0) {
        throw new IllegalStateException("nobody will poll the task again");
      }
    }
  }

  /** The state as it is. */
  public static class Sound extends OneTask {
    final State state = new State();

    @Override
    Verdict begin() {
      return state.beginPoll();
    }

    @Override
    Verdict end() {
      return state.endPoll();
    }

    @Override
    boolean wakeState() {
      return state.notifyByWake();
    }

    @Override
    void completeState() {
      state.markComplete();
    }
  }

  /** As it is, while somebody gives the task up. */
  public static class SoundEnd extends Sound {
    @Operation(nonParallelGroup = "event")
    public void abort() {
      if (state.notifyByAbort()) {
        submit();
      }
    }

    @Operation(nonParallelGroup = "event")
    public void shutdown() {
      if (state.claimToCancel()) {
        finish();
      }
    }
  }

  /** The same with polls that all yield, so that the task is queued until it ends, and a shutdown that looks into the queue. */
  public static class SoundYield extends SoundEnd {
    @Override
    Verdict end() {
      return state.endPollYielding();
    }

    @Override
    public void shutdown() {
      if (take() && state.claimQueuedToCancel()) {
        finish();
      }
      super.shutdown();
    }

    @Override
    boolean mayBeIdle() {
      return false;
    }
  }

  /** A section is open until a poll has seen an event, and puts off what an abort asks for. */
  public static class SoundSection extends SoundEnd {
    @Override
    boolean isPutOff() { return !hasSeenEvent(); }

    @Override
    void goOn() {
      if (state.endPollThoughCancelled(false)) {
        submit();
      }
    }
  }

  /** The seeded fault: a task that was woken, or aborted, during the poll is not queued. */
  public static class CarelessSection extends SoundSection {
    @Override
    void goOn() {
      state.endPollThoughCancelled(false);
    }
  }

  /** The seeded fault: a shutdown does not look into the queue for what is held. */
  public static class CarelessShutdown extends SoundYield {
    @Override
    public void shutdown() {
      if (state.claimToCancel() || state.isHeld()) {
        finish();
      }
    }
  }

  /** The seeded fault: a wake does not set NOTIFIED when it sees RUNNING. */
  public static class CarelessWake extends Sound {
    @Override
    boolean wakeState() {
      return !state.isRunning() && state.notifyByWake();
    }
  }

  /** The hand-over of the join waker: a poll that is Pending is followed by a wake of its waker. */
  public abstract static class OneJoin {
    final State state = new State();
    volatile int joinWaker; // its number; written by the joiner while JOIN_WAKER is not set
    volatile boolean complete;
    private volatile int woken;
    private int polls;
    private int pendingWith;

    abstract boolean publish();

    /** A poll of the handle, each time with another waker. */
    @Operation(nonParallelGroup = "joiner")
    public void poll() {
      int number = ++polls;
      pendingWith = state.isComplete() || !register(number) ? 0 : number;
    }

    private boolean register(int number) {
      if (state.hasJoinWaker() && !state.withdrawJoinWaker()) { return false; }
      joinWaker = number;
      return publish();
    }

    @Operation(runOnce = true)
    public void complete() {
      state.beginPoll();
      if ((state.markComplete() & TaskState.JOIN_WAKER) != 0) {
        woken = joinWaker;
      }
      complete = true;
    }

    /** After all calls. */
    @Validate
    public void theJoinerIsWoken() {
      if (complete && pendingWith != 0 && woken != pendingWith) {
        throw new IllegalStateException("poll " + pendingWith + " was Pending, but waker " + woken + " was woken");
      }
    }
  }

  /** As it is. */
  public static class SoundJoin extends OneJoin {
    @Override
    boolean publish() {
      return state.publishJoinWaker();
    }
  }

  /** The seeded fault: what publishing says is not asked. */
  public static class CarelessJoin extends OneJoin {
    @Override
    boolean publish() {
      state.publishJoinWaker();
      return true;
    }
  }
}
