package io.asyncruntime.internal.task;

import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.testkit.ModelCheck;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * A look at a part of the registry shows each task that was there before it began and is there after it has ended, once, however
 * pages are turned and taken out meanwhile. Pages have one slot, so that each spawn turns one.
 */
class OwnedShardLincheckTest {
  @Test
  void whatIsAliveIsSeenOnce() {
    ModelCheck.options().iterations(4).actorsAfter(0).check(Sound.class); // each run is long: a look reads every page
  }

  @Test
  void aPageTakenOutWithATaskInItIsFoundOut() {
    ModelCheck.doesNotEndWell(Careless.class);
  }

  /** One binder, one that ends tasks in their order, and viewers. */
  public abstract static class Registry {
    private final OwnedShard shard = make();
    private final Bystander[] tasks = new Bystander[16];

    /** Tasks from {@code ending} to {@code begun} are alive for certain. Each is written by one thread. */
    private volatile int begun;
    private volatile int ending;
    private volatile String broken;

    abstract OwnedShard make();

    @Operation(nonParallelGroup = "binder")
    public void bind() {
      Bystander task = new Bystander();
      shard.bind(task);
      tasks[begun] = task;
      begun = begun + 1;
    }

    @Operation(nonParallelGroup = "binder")
    public void tidy() {
      shard.tidy();
    }

    @Operation(nonParallelGroup = "ender")
    public void end() {
      int at = ending;
      if (at < begun) {
        ending = at + 1;
        tasks[at].leavePlace();
      }
    }

    @Operation(nonParallelGroup = "viewer")
    public void look() {
      int alreadyBegun = begun;
      List<JoinableTask<?>> seen = new ArrayList<>();
      shard.forEach(seen::add);
      for (int at = ending; at < alreadyBegun; at++) {
        if (!seen.contains(tasks[at])) {
          broken = "task " + at + " is alive and was not seen";
        }
      }
      if (seen.stream().distinct().count() < seen.size()) {
        broken = "a task was seen twice";
      }
    }

    /** After all calls. */
    @Validate
    public void everyLookWasRight() {
      look();
      if (broken != null) { throw new IllegalStateException(broken); }
    }
  }

  /** As it is. */
  public static class Sound extends Registry {
    @Override
    OwnedShard make() {
      return new OwnedShard(1, OwnedPage::isEmpty);
    }
  }

  /** The seeded fault: every full page passes for done. */
  public static class Careless extends Registry {
    @Override
    OwnedShard make() {
      return new OwnedShard(1, page -> true);
    }
  }

  /** A task that only stands in the registry. */
  private static final class Bystander extends JoinableTask<Void> {
    Bystander() {
      super("nothing", 0, null);
    }

    @Override
    void released(TaskOutcome outcome) {
      throw new AssertionError("it does not end by itself");
    }

    @Override
    PanicHandler panics() {
      throw new AssertionError("it does not throw");
    }

    @Override
    public TaskKind kind() {
      throw new AssertionError("nobody asks");
    }

    @Override
    public TaskInfo info(long nowNanos) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public TaskStatus status() {
      throw new AssertionError("nobody asks");
    }

    @Override
    TaskInfo row(long nowNanos) {
      throw new AssertionError("nobody asks");
    }

    @Override
    long pollCount() {
      throw new AssertionError("nobody asks");
    }

    @Override
    long wakeCount() {
      throw new AssertionError("nobody asks");
    }

    @Override
    long selfWakeCount() {
      throw new AssertionError("nobody asks");
    }

    @Override
    public void abort() {
      throw new AssertionError("nobody aborts it");
    }
  }
}
