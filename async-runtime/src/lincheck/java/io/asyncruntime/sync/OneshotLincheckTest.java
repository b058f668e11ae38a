package io.asyncruntime.sync;

import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.testkit.ModelCheck;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Senders send and close while the receiver polls, tries, closes and drops. Forbidden: a value that was accepted and neither
 * received nor discarded by a drop, a value received twice, a receiver that waits beside a value.
 */
class OneshotLincheckTest {
  @Test
  void aValueIsHandedOverOnce() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void aTransitionThatOverwritesAnotherIsFoundOut() {
    ModelCheck.doesNotEndWell(Careless.class);
  }

  private static final class Latest implements Waker {
    private volatile boolean woken;

    @Override
    public void wake() {
      woken = true;
    }
  }

  /** The operations. */
  @Param(name = "value", gen = IntGen.class, conf = "1:9")
  public abstract static class Model {
    private final OneshotSlot<Integer> slot;
    private Latest latest = new Latest(); // as the next, of the receiver
    private boolean waits;

    Model(OneshotSlot<Integer> slot) {
      this.slot = slot;
    }

    @Operation
    public boolean send(@Param(name = "value") int value) {
      return slot.put(Poll.ready(value));
    }

    @Operation
    public void closeSender() {
      slot.closeBySender();
    }

    @Operation
    public boolean isClosed() { return slot.isClosedByReceiver(); }

    @Operation(nonParallelGroup = "receiver")
    public Integer poll() {
      latest = new Latest();
      waits = false;
      Poll<Integer> answer = slot.take(latest);
      waits = !answer.isReady();
      return answer.isReady() ? answer.value() : null;
    }

    @Operation(nonParallelGroup = "receiver")
    public Optional<Integer> tryRecv() {
      return slot.tryTake();
    }

    @Operation(nonParallelGroup = "receiver")
    public void closeReceiver() {
      slot.closeByReceiver();
    }

    @Operation(nonParallelGroup = "receiver")
    public void drop() {
      waits = false;
      slot.discard();
    }

    /** When all is quiet. */
    @Validate
    public void theReceiverWasTold() {
      if (waits && !latest.woken && slot.describeState().equals("sent")) {
        throw new IllegalStateException("the receiver waits beside a value");
      }
    }
  }

  /** The slot as it is. */
  public static class Sound extends Model {
    public Sound() {
      super(new OneshotSlot<>() {
      });
    }
  }

  /** The seeded fault: a transition looks, then writes. */
  public static class Careless extends Model {
    public Careless() {
      super(new OneshotSlot<>() {
        @Override
        boolean replace(Object seen, Object next) {
          if (state != seen) { return false; }
          state = next;
          return true;
        }
      });
    }
  }
}
