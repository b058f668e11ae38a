package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Pushes of several threads and the taking of all by one are atomic, and the oldest comes first. */
class WokenChildrenLincheckTest {
  private static final boolean LONG = "long".equals(System.getProperty("stress"));

  @Test
  void isLinearizable() {
    options().check(Pushes.class);
  }

  @Test
  void aPushWithoutACompareAndSetIsFound() {
    assertThatThrownBy(() -> options().check(LossyPushes.class)).isInstanceOf(LincheckAssertionError.class);
  }

  private static ModelCheckingOptions options() {
    return new ModelCheckingOptions().threads(3).actorsPerThread(2).actorsBefore(1).actorsAfter(2)
        .iterations(LONG ? 100 : 10).invocationsPerIteration(LONG ? 10_000 : 500)
        .sequentialSpecification(InOrder.class);
  }

  /** The subject. */
  @Param(name = "index", gen = IntGen.class, conf = "1:5")
  public static class Pushes {
    private final WokenChildren woken = new WokenChildren();

    @Operation
    public void push(int index) {
      woken.push(new ChildWaker(woken, index));
    }

    @Operation(nonParallelGroup = "poller")
    public List<Integer> takeAll() {
      List<Integer> taken = new ArrayList<>();
      for (ChildWaker next = woken.takeAll(0); next != null; next = next.next()) {
        taken.add(next.index());
      }
      return taken;
    }
  }

  /** The seeded fault. */
  @Param(name = "index", gen = IntGen.class, conf = "1:5")
  public static class LossyPushes {
    private volatile List<Integer> woken = List.of();

    @Operation
    public void push(int index) {
      List<Integer> longer = new ArrayList<>(woken);
      longer.add(index);
      woken = longer;
    }

    @Operation(nonParallelGroup = "poller")
    public List<Integer> takeAll() {
      List<Integer> taken = woken;
      woken = List.of();
      return taken;
    }
  }

  /** What both ought to be. */
  public static class InOrder {
    private List<Integer> woken = new ArrayList<>();

    public void push(int index) {
      woken.add(index);
    }

    public List<Integer> takeAll() {
      List<Integer> taken = woken;
      woken = new ArrayList<>();
      return taken;
    }
  }
}
