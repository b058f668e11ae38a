package io.asyncruntime.sync;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.testkit.LatestWaker;
import io.asyncruntime.testkit.ModelCheck;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Forbidden: two who set, a value that changes, one who waits beside a value and is not woken. */
class SetOnceLincheckTest {
  @Test
  void oneSetsAndWhoWaitsIsWoken() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void aLookAndAWriteInsteadOfOneStepAreFoundOut() {
    ModelCheck.findsTheFaultIn(Careless.class);
  }

  /** The cell as it is. */
  @Param(name = "value", gen = IntGen.class, conf = "1:3")
  public static class Sound {
    private final SetOnce<Integer> cell = new SetOnce<>();
    private @Nullable Future<Integer> waiting; // as the next, of the one who waits
    private LatestWaker latest = new LatestWaker();

    @Operation
    public boolean set(@Param(name = "value") int value) {
      return cell.set(value);
    }

    @Operation
    public @Nullable Integer get() {
      return cell.get().orElse(null);
    }

    /** Waits anew once there was a value. */
    @Operation(nonParallelGroup = "waiter")
    public @Nullable Integer poll() throws Exception {
      Future<Integer> value = waiting == null ? cell.value() : waiting;
      latest = new LatestWaker();
      Poll<Integer> answer = value.poll(latest);
      waiting = answer.isReady() ? null : value;
      return answer.isReady() ? answer.value() : null;
    }

    @Operation(nonParallelGroup = "waiter")
    public void giveUp() {
      if (waiting != null) {
        waiting.drop();
        waiting = null;
      }
    }

    /** When all is quiet. */
    @Validate
    public void nobodyWasForgotten() {
      Optional<Integer> value = cell.get();
      if (waiting != null && value.isPresent() && !latest.isWoken()) {
        throw new IllegalStateException("set and not woken");
      }
    }
  }

  /** The seeded fault: two can find it empty. */
  @Param(name = "value", gen = IntGen.class, conf = "1:3")
  public static class Careless {
    private volatile int present;

    @Operation
    public boolean set(@Param(name = "value") int value) {
      if (present != 0) { return false; }
      present = value;
      return true;
    }

    @Operation
    public int get() {
      return present;
    }
  }
}
