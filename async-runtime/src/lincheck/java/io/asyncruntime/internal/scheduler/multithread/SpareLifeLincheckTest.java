package io.asyncruntime.internal.scheduler.multithread;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.internal.scheduler.multithread.IdleWorkers.Life;
import io.asyncruntime.internal.scheduler.multithread.IdleWorkers.Rising;
import io.asyncruntime.testkit.ModelCheck;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * The life of a spare worker: it is lent, searches, falls asleep, is woken, blocks in place, and is told to leave, while work is
 * queued. When all calls have ended the books are right, no two threads are the worker, and queued work has somebody awake for it.
 */
class SpareLifeLincheckTest {
  @Test
  void theBooksAreRightWheneverItIsToldToLeave() {
    check(Sound.class);
  }

  @Test
  void aWorkerThatLeavesWithoutGettingUpIsFoundOut() {
    assertThatThrownBy(() -> check(LeavesInItsSleep.class)).isInstanceOf(LincheckAssertionError.class);
  }

  @Test
  void aPlaceThatIsUsedAgainBeforeItsThreadCameIsFoundOut() {
    assertThatThrownBy(() -> check(UsedTwice.class)).isInstanceOf(LincheckAssertionError.class);
  }

  /** Long enough for a worker that comes, falls asleep, gets up and leaves. */
  private static void check(Class<?> model) {
    ModelCheck.options().actorsPerThread(4).actorsBefore(2).actorsAfter(0).minimizeFailedScenario(false).check(model);
  }

  /** A configured worker that sleeps from the beginning, and a spare one, which is lent already: numbers 0 and 1. */
  public static class Sound {
    static final int SPARE = 1;

    final IdleWorkers idle = new IdleWorkers(1);
    private final AtomicInteger queued = new AtomicInteger();
    final AtomicInteger[] permits = {new AtomicInteger(), new AtomicInteger()};

    /** Threads that were asked for and have not come, and threads that are the spare worker. */
    final AtomicInteger lent = new AtomicInteger();
    final AtomicInteger owners = new AtomicInteger();

    private boolean parked; // the worker's, as are the next two
    private boolean searching;
    boolean leaving;

    /** The books did not agree with what a call said. */
    private volatile boolean broken;

    public Sound() {
      idle.sleep(0, false, false);
      idle.makeRoom(SPARE);
      add();
    }

    @Operation
    public void queueWork() {
      queued.incrementAndGet();
      unpark(idle.wakeOne());
    }

    private void unpark(int worker) {
      if (worker >= 0) {
        permits[worker].incrementAndGet();
      }
    }

    @Operation(nonParallelGroup = "watchdog")
    public void add() {
      if (mayAdd()) {
        idle.add(SPARE);
        lent.incrementAndGet();
      }
    }

    boolean mayAdd() {
      return idle.life(SPARE) == Life.GONE;
    }

    @Operation(nonParallelGroup = "watchdog")
    public void retire() {
      if (idle.life(SPARE) != Life.GONE) {
        idle.retire(SPARE);
        permits[SPARE].incrementAndGet();
        if (queued.get() > 0) {
          unpark(idle.wakeOne());
        }
      }
    }

    /** The spare worker's thread: comes, or goes on from where it was. */
    @Operation(nonParallelGroup = "worker")
    public void turn() {
      if (owners.get() == 0) {
        come();
      } else if (parked) {
        wakeUp();
      } else if (leaving || idle.life(SPARE) == Life.RETIRING) {
        leave();
      } else {
        work();
      }
    }

    void come() {
      if (lent.get() > 0) {
        lent.decrementAndGet();
        idle.begin(SPARE);
        owners.incrementAndGet();
        leaving = false;
      }
    }

    private void work() {
      if (!searching) {
        searching = idle.beginSearch();
      }
      if (takeWork()) {
        stopSearching();
      } else {
        boolean look = idle.sleep(SPARE, searching, false);
        searching = false;
        parked = true;
        if (look && queued.get() > 0) {
          unpark(idle.wakeOne());
        }
      }
    }

    private boolean takeWork() {
      int there = queued.get();
      return there > 0 && queued.compareAndSet(there, there - 1);
    }

    private void stopSearching() {
      if (searching && idle.endSearch() && queued.get() > 0) {
        unpark(idle.wakeOne());
      }
      searching = false;
    }

    private void wakeUp() {
      if (permits[SPARE].getAndSet(0) > 0) {
        Rising rising = getUp();
        searching = rising == Rising.SEARCHING;
        leaving = rising == Rising.RETIRING;
        parked = rising == Rising.ASLEEP;
      }
    }

    Rising getUp() { return idle.getUp(SPARE, false); }

    private void leave() {
      owners.decrementAndGet();
      try {
        idle.leave(SPARE, searching);
      } catch (IllegalStateException fault) {
        broken = true;
      }
      searching = false;
      leaving = false;
      unpark(idle.wakeOne());
    }

    /** After all calls. The configured worker has a permit, or sleeps. */
    @Validate
    public void allIsWell() {
      boolean spareComes = lent.get() > 0 || permits[SPARE].get() > 0 || (owners.get() > 0 && !parked);
      if (queued.get() > 0 && permits[0].get() == 0 && !spareComes) {
        throw new IllegalStateException(queued.get() + " queued, and everybody sleeps");
      }
      if (broken) { throw new IllegalStateException("it left, and was not told to, as far as the books say"); }
      if (lent.get() + owners.get() > 1) { throw new IllegalStateException("two threads for one worker"); }
    }
  }

  /** The first seeded fault: it is told to leave beside the books, and leaves as if it were not among the sleepers. */
  public static class LeavesInItsSleep extends Sound {
    private volatile boolean told;

    @Override
    public void retire() {
      if (owners.get() > 0) {
        told = true;
        permits[SPARE].incrementAndGet();
      }
    }

    @Override
    Rising getUp() { return told ? Rising.RETIRING : super.getUp(); }
  }

  /** The second seeded fault: "nobody is that worker" is taken for "it has gone". */
  public static class UsedTwice extends Sound {
    @Override
    boolean mayAdd() {
      return super.mayAdd() || owners.get() == 0;
    }

    @Override
    public void add() {
      if (mayAdd()) {
        if (idle.life(SPARE) == Life.GONE) {
          idle.add(SPARE);
        }
        lent.incrementAndGet();
      }
    }
  }
}
