package io.asyncruntime.task;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.wait.Waiter;
import io.asyncruntime.testkit.LatestWaker;
import io.asyncruntime.testkit.ModelCheck;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * Tasks of a set end on several threads. Each is joined once, in the order of their ends, also one that ends while it is
 * being spawned; and who waits for a join is told of an end. Forbidden: an end that nobody hears of.
 */
class CompletionListLincheckTest {
  @Test
  void tasksAreJoinedOnceAndInOrder() {
    ModelCheck.passes(Joins.class);
  }

  @Test
  void aListWithoutTheLockIsFoundOut() {
    ModelCheck.findsTheFaultIn(Unlocked.class);
  }

  @Test
  void whoWaitsForAJoinIsTold() {
    ModelCheck.passes(SoundReader.class);
  }

  @Test
  void aReaderThatLooksOnlyBeforeItRegistersIsFoundOut() {
    ModelCheck.findsTheFaultIn(LooksOnce.class);
  }

  private static ManualTask<String> addTo(CompletionList<Void, String> list, String name) {
    ManualTask<String> task = new ManualTask<>(name, null);
    list.add(new SetEntry<>(list, null, new JoinHandle<>(task)));
    return task;
  }

  /** The list as it is: two tasks that run, and one that is spawned. */
  public static class Joins {
    private final CompletionList<Void, String> list = new CompletionList<>(entry -> true);
    private final ManualTask<String> first = addTo(list, "first");
    private final ManualTask<String> second = addTo(list, "second");
    private final ManualTask<String> late = new ManualTask<>("late", null);

    @Operation(runOnce = true)
    public void endFirst() {
      first.complete("first");
    }

    @Operation(runOnce = true)
    public void endSecond() {
      second.complete("second");
    }

    @Operation(runOnce = true)
    public void endLate() {
      late.complete("late");
    }

    @Operation(runOnce = true)
    public void spawnLate() {
      list.add(new SetEntry<>(list, null, new JoinHandle<>(late)));
    }

    @Operation
    public String join() throws Exception {
      return list.<String>next(SetEntry::output);
    }
  }

  /** The seeded fault: ends are queued, and taken, without the lock. */
  public static class Unlocked {
    private final Deque<String> finished = new ArrayDeque<>();

    @Operation(runOnce = true)
    public void endFirst() {
      finished.addLast("first");
    }

    @Operation(runOnce = true)
    public void endSecond() {
      finished.addLast("second");
    }

    @Operation
    public String join() {
      return finished.pollFirst();
    }
  }

  /**
   * One reader waits for the first join, while two tasks end. One thread ends both: of two, one may have taken the waker
   * and not called it yet when the other is done.
   */
  public abstract static class Reading {
    final CompletionList<Void, String> list = new CompletionList<>(entry -> true);
    private final ManualTask<String> first = addTo(list, "first");
    private final ManualTask<String> second = addTo(list, "second");
    private LatestWaker latest = new LatestWaker(); // as the next, of the reader
    private boolean ready;

    @Operation(runOnce = true, nonParallelGroup = "ender")
    public void endFirst() {
      first.complete("first");
    }

    @Operation(runOnce = true, nonParallelGroup = "ender")
    public void endSecond() {
      second.complete("second");
    }

    @Operation(nonParallelGroup = "reader")
    public void poll() throws Exception {
      if (!ready) {
        latest = new LatestWaker();
        ready = isReady(latest);
      }
    }

    @Operation(nonParallelGroup = "reader")
    public boolean wasTold() {
      return ready || latest.isWoken();
    }

    abstract boolean isReady(LatestWaker waker) throws Exception;
  }

  /** The reader as it is. */
  public static class SoundReader extends Reading {
    private final Future<Optional<String>> next = new JoinNext<>("list", list.ended(SetEntry::output));

    @Override
    boolean isReady(LatestWaker waker) throws Exception {
      return next.poll(waker).isReady();
    }
  }

  /** The seeded fault: an end between the look and the registration tells nobody. */
  public static class LooksOnce extends Reading {
    private final Waiter place = new Waiter() {
    };

    @Override
    boolean isReady(LatestWaker waker) throws Exception {
      if (list.<String>next(SetEntry::output) != null) { return true; }
      list.register(place, waker);
      return false;
    }
  }
}
