package io.asyncruntime.internal.blocking;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.testkit.ModelCheck;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Jobs come and end while the lane is closed, or loses a thread. However that falls: each job has had a thread, or was refused or
 * thrown away, or waits; no more have a thread than may; and in a closed lane none waits.
 */
class LaneQueueLincheckTest {
  @Test
  void noJobIsForgotten() {
    options().check(Sound.class);
  }

  @Test
  void aJobThatComesBetweenTheLookAndTheWaitIsFoundOut() {
    assertThatThrownBy(() -> options().minimizeFailedScenario(false).check(LooksBefore.class))
        .isInstanceOf(LincheckAssertionError.class);
  }

  /** Few and short scenarios, for each step takes the lock, and one in each thread is enough. */
  private static ModelCheckingOptions options() {
    return ModelCheck.options().iterations(6).invocationsPerIteration(300).actorsPerThread(2).actorsBefore(0)
        .actorsAfter(0);
  }

  /** What comes to a lane of one thread, and where every job is. */
  public abstract static class Model {
    private final AtomicInteger submitted = new AtomicInteger();
    private final AtomicInteger placed = new AtomicInteger();
    private final AtomicInteger withThread = new AtomicInteger();
    private volatile boolean closed;

    abstract LaneQueue.Verdict submit(Integer job);

    abstract @Nullable Integer next();

    abstract List<Integer> lose();

    abstract List<Integer> close();

    void come() {
      LaneQueue.Verdict verdict = submit(submitted.getAndIncrement());
      if (verdict != LaneQueue.Verdict.WAIT) {
        placed.incrementAndGet();
      }
      if (verdict == LaneQueue.Verdict.START) {
        withThread.incrementAndGet();
      }
    }

    /** One that has a thread ends, if there is one. */
    void end() {
      if (oneLess() && next() != null) {
        placed.incrementAndGet();
        withThread.incrementAndGet();
      }
    }

    /** One that should have a thread gets none. */
    void fail() {
      if (oneLess()) {
        placed.addAndGet(lose().size());
      }
    }

    void shut() {
      placed.addAndGet(close().size());
      closed = true;
    }

    private boolean oneLess() {
      return withThread.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    void requireOrder() {
      int waiting = submitted.get() - placed.get();
      int busy = withThread.get();
      if (busy > 1) { throw new IllegalStateException(busy + " threads instead of one"); }
      if (waiting > 0 && busy == 0) { throw new IllegalStateException(waiting + " jobs wait for nobody"); }
      if (waiting > 0 && closed) { throw new IllegalStateException(waiting + " jobs wait in a closed lane"); }
      List<Integer> left = close();
      if (left.size() != waiting) { throw new IllegalStateException(left + " were left instead of " + waiting); }
    }
  }

  /** The queue as it is. */
  public static class Sound extends Model {
    private final LaneQueue<NumberedJob> queue = new LaneQueue<>(1);
    private volatile @Nullable NumberedJob last;

    /** With a job that has the thread. */
    public Sound() {
      super.come();
    }

    @Override
    LaneQueue.Verdict submit(Integer job) {
      NumberedJob comes = new NumberedJob(job);
      last = comes;
      return queue.submit(comes);
    }

    @Override
    @Nullable
    Integer next() {
      NumberedJob job = queue.next();
      return job == null ? null : job.number;
    }

    @Override
    List<Integer> lose() {
      return NumberedJob.numbers(queue.lose());
    }

    @Override
    List<Integer> close() {
      return NumberedJob.numbers(queue.close());
    }

    @Override
    @Operation
    public void come() {
      super.come();
    }

    @Override
    @Operation
    public void end() {
      super.end();
    }

    @Override
    @Operation
    public void fail() {
      super.fail();
    }

    /** The last that came has its turn first, whether it waits or not. */
    @Operation
    public void expedite() {
      NumberedJob job = last;
      if (job != null) {
        queue.expedite(job);
      }
    }

    @Override
    @Operation
    public void shut() {
      super.shut();
    }

    /** Every job is somewhere, where it may be. */
    @Override
    @Validate
    public void requireOrder() {
      super.requireOrder();
    }
  }

  /** The seeded fault: whether the lane is closed is looked at before the lock. The seed is a queue of its own. */
  public static class LooksBefore extends Model {
    private final SpinLock lock = new SpinLock();
    private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
    private int threads;
    private volatile boolean closed;

    /** With a job that has the thread. */
    public LooksBefore() {
      super.come();
    }

    @Override
    LaneQueue.Verdict submit(Integer job) {
      if (closed) { return LaneQueue.Verdict.REFUSE; }
      lock.lock();
      boolean start = threads == 0;
      if (start) {
        threads++;
      } else {
        waiting.addLast(job);
      }
      lock.unlock();
      return start ? LaneQueue.Verdict.START : LaneQueue.Verdict.WAIT;
    }

    @Override
    @Nullable
    Integer next() {
      lock.lock();
      Integer job = waiting.pollFirst();
      if (job == null) {
        threads--;
      }
      lock.unlock();
      return job;
    }

    @Override
    List<Integer> lose() {
      throw new AssertionError("no thread is lost here");
    }

    @Override
    List<Integer> close() {
      closed = true;
      lock.lock();
      List<Integer> all = new ArrayList<>(waiting);
      waiting.clear();
      lock.unlock();
      return all;
    }

    @Override
    @Operation
    public void come() {
      super.come();
    }

    @Override
    @Operation
    public void end() {
      super.end();
    }

    @Override
    @Operation
    public void shut() {
      super.shut();
    }

    /** Every job is somewhere, where it may be. */
    @Override
    @Validate
    public void requireOrder() {
      super.requireOrder();
    }
  }

  /** A job that is not run. */
  static final class NumberedJob extends Job {
    private final int number;

    NumberedJob(int number) {
      this.number = number;
    }

    static List<Integer> numbers(@Nullable NumberedJob oldest) {
      List<Integer> numbers = new ArrayList<>();
      JobQueue.forEach(oldest, job -> numbers.add(job.number));
      return numbers;
    }

    @Override
    public void run() {
      throw new AssertionError("it is only queued");
    }

    @Override
    public void discard() {
      throw new AssertionError("it is only queued");
    }
  }
}
