package io.asyncruntime.sync;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.ConditionFuture;
import io.asyncruntime.internal.wait.WaitQueue;
import io.asyncruntime.testkit.LatestWaker;
import io.asyncruntime.testkit.ModelCheck;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Senders replace, change and close while one receiver waits, looks and gives up. Forbidden: a change that is lost or seen twice,
 * a receiver that waits beside a change, or beside the end, and is not woken.
 */
class WatchLincheckTest {
  @Test
  void noChangeIsMissed() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void aSenderThatWakesBeforeItChangesIsFoundOut() {
    ModelCheck.doesNotEndWell(WakesTooEarly.class);
  }

  /** What a wait for a change came to. */
  public enum Answer {
    CHANGED, WAITS, CLOSED
  }

  /** The channel as it is. */
  @Param(name = "value", gen = IntGen.class, conf = "1:3")
  public static class Sound {
    private final Watch<Integer> watch = Watch.channel(0);
    private final Watch.Receiver<Integer> receiver = watch.subscribe();
    private @Nullable Future<Void> waiting; // as the next, of the receiver
    private LatestWaker latest = new LatestWaker();

    @Operation
    public boolean send(@Param(name = "value") int value) {
      return sends(() -> watch.send(value));
    }

    @Operation
    public boolean increment() {
      return sends(() -> watch.sendModify(value -> value + 1));
    }

    @Operation
    public void close() {
      watch.close();
    }

    @Operation(nonParallelGroup = "receiver")
    public Answer changed() throws Exception {
      Future<Void> change = waiting == null ? receiver.changed() : waiting;
      waiting = null;
      latest = new LatestWaker();
      try {
        if (change.poll(latest).isReady()) { return Answer.CHANGED; }
        waiting = change;
        return Answer.WAITS;
      } catch (ClosedException closed) {
        return Answer.CLOSED;
      }
    }

    @Operation(nonParallelGroup = "receiver")
    public int borrowAndUpdate() {
      return receiver.borrowAndUpdate();
    }

    @Operation(nonParallelGroup = "receiver")
    public void giveUp() {
      if (waiting != null) {
        waiting.drop();
        waiting = null;
      }
    }

    /** When all is quiet. */
    @Validate
    public void nobodyWasForgotten() {
      if (waiting != null && hasNews() && !latest.isWoken()) {
        throw new IllegalStateException("changed or closed, and not woken");
      }
    }

    private boolean hasNews() {
      try {
        return receiver.hasChanged();
      } catch (ClosedException closed) {
        return true;
      }
    }

    private static boolean sends(Runnable send) {
      try {
        send.run();
        return true;
      } catch (ClosedException closed) {
        return false;
      }
    }
  }

  /** The seeded fault: who registers between the wake-up and the change is not woken. */
  public static class WakesTooEarly {
    private final WaitQueue changes = new WaitQueue();
    private final AtomicInteger version = new AtomicInteger();
    private int seen; // as the next two, of the receiver
    private @Nullable Future<Void> waiting;
    private LatestWaker latest = new LatestWaker();

    @Operation
    public void send() {
      changes.wakeAll();
      version.incrementAndGet();
    }

    @Operation(nonParallelGroup = "receiver")
    public boolean changed() throws Exception {
      Future<Void> change = waiting == null ? new Changed() : waiting;
      latest = new LatestWaker();
      boolean ready = change.poll(latest).isReady();
      waiting = ready ? null : change;
      return ready;
    }

    /** When all is quiet. */
    @Validate
    public void nobodyWasForgotten() {
      if (waiting != null && version.get() != seen && !latest.isWoken()) {
        throw new IllegalStateException("changed, and not woken");
      }
    }

    private final class Changed extends ConditionFuture<Void> {
      Changed() {
        super(changes);
      }

      @Override
      protected Poll<Void> attempt() {
        int present = version.get();
        if (present == seen) { return Poll.pending(); }
        seen = present;
        return Poll.ready(null);
      }

      @Override
      protected String describe() {
        return "changed()";
      }
    }
  }
}
