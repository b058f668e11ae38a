package io.asyncruntime.sync;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.wait.FairSemaphore.Verdict;
import io.asyncruntime.testkit.ModelCheck;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Slots are reserved, used and given back, and values received, while both ends close. Forbidden: a value that was accepted and is never received, an end that
 * comes before a value, a receiver that waits beside a value or beside the end.
 */
class MpscLincheckTest {
  @Test
  void nothingIsLostAndTheEndComesLast() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void withoutALimitToo() {
    ModelCheck.endsWell(SoundUnbounded.class);
  }

  @Test
  void aPermitThatIsGivenBackBeforeItsValueIsThereIsFoundOut() {
    ModelCheck.doesNotEndWell(GivesBackFirst.class);
  }

  @Test
  void aReceiverThatLooksOnlyBeforeItRegistersIsFoundOut() {
    ModelCheck.doesNotEndWell(LooksOnce.class);
  }

  private static final class Latest implements Waker, Context {
    private volatile boolean woken;

    @Override
    public void wake() {
      woken = true;
    }

    @Override
    public Waker waker() {
      return this;
    }
  }

  /** What a sender does in two steps, and the receiver may come between. Used by one thread at a time. */
  private static final class Permit {
    private boolean held;

    Verdict reserve(MpscCore<Integer> core) {
      if (held) { return Verdict.GRANTED; }
      Verdict verdict = core.slots().tryAcquire(1);
      held = verdict == Verdict.GRANTED;
      return verdict;
    }

    void send(MpscCore<Integer> core, int value) {
      if (held) {
        held = false;
        core.sendReserved(value);
      }
    }

    void close(MpscCore<Integer> core) {
      if (held) {
        held = false;
        core.giveBack(1);
      }
    }
  }

  /** A channel with a limit. */
  @Param(name = "value", gen = IntGen.class, conf = "1:9")
  public static class Sound {
    private final MpscCore<Integer> core;
    private final Permit first = new Permit();
    private final Permit second = new Permit();
    private Latest latest = new Latest(); // as the next, of the receiver
    private boolean waits;

    public Sound() {
      this(new MpscBounded<>(2));
    }

    Sound(MpscCore<Integer> core) {
      this.core = core;
      core.addSender();
    }

    @Operation(nonParallelGroup = "first")
    public Verdict reserveFirst() {
      return first.reserve(core);
    }

    @Operation(nonParallelGroup = "first")
    public void sendFirst(@Param(name = "value") int value) {
      first.send(core, value);
    }

    @Operation(nonParallelGroup = "second")
    public Verdict reserveSecond() {
      return second.reserve(core);
    }

    @Operation(nonParallelGroup = "second")
    public void closeSecond() {
      second.close(core);
    }

    @Operation(nonParallelGroup = "second")
    public void sendSecond(@Param(name = "value") int value) {
      second.send(core, value);
    }

    @Operation(nonParallelGroup = "second")
    public TrySendResult trySend(@Param(name = "value") int value) {
      return core.trySend(value);
    }

    @Operation(runOnce = true)
    public void closeSender() {
      core.removeSender();
    }

    @Operation(nonParallelGroup = "receiver")
    public void closeReceiver() {
      core.close();
    }

    /** A value, empty at the end, null when pending. */
    @Operation(nonParallelGroup = "receiver")
    public Optional<Integer> poll() {
      latest = new Latest();
      var answer = new MpscRecv<>(core).poll(latest);
      waits = !answer.isReady();
      return answer.isReady() ? answer.value() : null;
    }

    /** When all is quiet. */
    @Validate
    public void theReceiverWasTold() {
      if (waits && !latest.woken
          && (core.size() > 0 || core.isClosed() && core.slots().available() == core.capacity())) {
        throw new IllegalStateException("the receiver waits beside a value, or the end");
      }
    }
  }

  /** A channel without, of which every value has a chunk of its own. */
  public static class SoundUnbounded extends Sound {
    public SoundUnbounded() {
      super(new MpscUnbounded<>(new MpscQueue<>(1, 1)));
    }
  }

  /** A seeded fault: between the two the receiver takes the channel for ended. */
  public static class GivesBackFirst {
    private final MpscQueue<Integer> queue = new MpscQueue<>(1, 1);
    private final MpscUnbounded<Integer> core = new MpscUnbounded<>(queue);

    public GivesBackFirst() {
      core.addSender();
      core.slots().tryAcquire(1);
    }

    @Operation(runOnce = true)
    public void send() {
      core.slots().release(1);
      queue.put(1);
    }

    @Operation(nonParallelGroup = "receiver")
    public boolean end() {
      core.close();
      return core.reachesEnd();
    }

    @Operation(nonParallelGroup = "receiver")
    public Integer poll() {
      return core.take();
    }
  }

  /** A seeded fault: what comes between the look and the registration wakes nobody. */
  public static class LooksOnce {
    private final MpscCore<Integer> core = new MpscBounded<>(9);
    private Latest latest; // while the receiver waits

    @Operation
    public void send() {
      core.trySend(1);
    }

    @Operation(nonParallelGroup = "receiver")
    public Integer poll() {
      latest = null;
      Integer value = core.take();
      if (value == null) {
        latest = new Latest();
        core.receiver().register(latest);
      }
      return value;
    }

    /** When all is quiet. */
    @Validate
    public void theReceiverWasTold() {
      if (latest != null && !latest.woken && core.size() > 0) {
        throw new IllegalStateException("the receiver waits beside a value");
      }
    }
  }
}
