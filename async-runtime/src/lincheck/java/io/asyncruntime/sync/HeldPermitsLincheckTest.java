package io.asyncruntime.sync;

import io.asyncruntime.testkit.ModelCheck;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * One permit is split, merged with others and given back by several threads at once. Forbidden: permits that are lost or given
 * twice, whoever comes first.
 */
class HeldPermitsLincheckTest {
  @Test
  void permitsAreGivenAwayOnce() {
    ModelCheck.endsWell(Sound.class);
  }

  @Test
  void aTransitionThatOverwritesAnotherIsFoundOut() {
    ModelCheck.doesNotEndWell(Careless.class);
  }

  /** What the threads do with it, and where the permits are. */
  public abstract static class Model {
    private static final int ALL = 4;

    private final HeldPermits holder;
    private final AtomicInteger elsewhere = new AtomicInteger(2);

    Model(HeldPermits holder) {
      this.holder = holder;
    }

    private static int inHolder(HeldPermits holder) {
      return Math.max(0, holder.held());
    }

    boolean split(int n) {
      boolean taken = holder.takeSome(n);
      if (taken) {
        elsewhere.addAndGet(n);
      }
      return taken;
    }

    boolean merge() {
      boolean added = holder.addSome(1);
      if (added) {
        elsewhere.decrementAndGet();
      }
      return added;
    }

    int close() {
      int taken = holder.takeAll();
      elsewhere.addAndGet(Math.max(0, taken));
      return taken;
    }

    int see() {
      return holder.held();
    }

    void requireAll() {
      int there = inHolder(holder) + elsewhere.get();
      if (there != ALL) { throw new IllegalStateException(there + " permits instead of " + ALL); }
    }
  }

  /** The holder as it is. */
  @Param(name = "permits", gen = IntGen.class, conf = "0:2")
  public static class Sound extends Model {
    /** Of two permits. */
    public Sound() {
      super(new HeldPermits(2) {
      });
    }

    @Override
    @Operation
    public boolean split(@Param(name = "permits") int n) {
      return super.split(n);
    }

    @Override
    @Operation
    public boolean merge() {
      return super.merge();
    }

    @Override
    @Operation
    public int close() {
      return super.close();
    }

    @Override
    @Operation
    public int see() {
      return super.see();
    }

    /** No permit is lost, none is there twice. */
    @Override
    @Validate
    public void requireAll() {
      super.requireAll();
    }
  }

  /** The seeded fault: a look and a write instead of one step, so that a permit is given away as a whole and in part. */
  @Param(name = "permits", gen = IntGen.class, conf = "1:2")
  public static class Careless extends Model {
    /** Of two permits. */
    public Careless() {
      super(new HeldPermits(2) {
        @Override
        boolean casHeld(int expected, int next) {
          if (held != expected) { return false; }
          held = next;
          return true;
        }
      });
    }

    @Override
    @Operation
    public boolean split(@Param(name = "permits") int n) {
      return super.split(n);
    }

    @Override
    @Operation
    public int close() {
      return super.close();
    }

    /** No permit is lost, none is there twice. */
    @Override
    @Validate
    public void requireAll() {
      super.requireAll();
    }
  }
}
