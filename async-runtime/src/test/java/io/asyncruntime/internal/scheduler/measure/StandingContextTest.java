package io.asyncruntime.internal.scheduler.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.task.ContextPropagator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each transition of the table above the class. */
class StandingContextTest {
  private final List<String> journal = new ArrayList<>();
  private final StandingContext context = new StandingContext();

  private ContextPropagator.Snapshot snapshot(String name) {
    return () -> {
      journal.add("restore " + name);
      return () -> journal.add("close " + name);
    };
  }

  private void assertStateAndJournal(boolean open, boolean polling, String... entries) {
    assertThat(context.isOpen()).isEqualTo(open);
    assertThat(context.isPolling()).isEqualTo(polling);
    assertThat(journal).containsExactly(entries);
  }

  @Test
  void aFreshOneIsBareAndHasNothingToBringBack() {
    context.leave();
    assertStateAndJournal(false, false);
  }

  @Test
  void thePollsOfOneTaskNeedOneRestore() {
    ContextPropagator.Snapshot first = snapshot("first");
    for (int i = 0; i < 3; i++) {
      context.enter(first);
      assertStateAndJournal(true, true, "restore first");
      context.stay(first);
      assertStateAndJournal(true, false, "restore first");
    }
    context.leave();
    assertStateAndJournal(false, false, "restore first", "close first");
  }

  @Test
  void whatAPollChangedIsInForceAlready() {
    ContextPropagator.Snapshot changed = snapshot("changed");
    context.enter(snapshot("first"));
    context.stay(changed);
    context.enter(changed);
    assertStateAndJournal(true, true, "restore first");
    context.leave();
    assertStateAndJournal(false, false, "restore first", "close first");
  }

  @Test
  void anothersComesInItsPlace() {
    ContextPropagator.Snapshot first = snapshot("first");
    context.enter(first);
    context.stay(first);
    context.enter(snapshot("other"));
    assertStateAndJournal(true, true, "restore first", "close first", "restore other");
  }

  /** A scope that goes over by itself, until it is asked to go to {@code last}. */
  private ContextPropagator.Scope switching(ContextPropagator.Snapshot last) {
    return new ContextPropagator.Scope() {
      @Override
      public void close() {
        journal.add("close");
      }

      @Override
      public ContextPropagator.Scope switchTo(ContextPropagator.Snapshot inForce, ContextPropagator.Snapshot next) {
        if (next == last) { throw new IllegalStateException("switch"); }
        journal.add("switch");
        return this;
      }
    };
  }

  @Test
  void aScopeThatCanGoesOverToAnothers() {
    ContextPropagator.Snapshot last = snapshot("last");
    ContextPropagator.Snapshot first = () -> switching(last);
    ContextPropagator.Snapshot other = snapshot("other");
    for (int i = 0; i < 2; i++) {
      context.enter(first);
      context.stay(first);
      context.enter(other);
      context.stay(other);
    }
    assertStateAndJournal(true, false, "switch", "switch", "switch");
    context.leave();
    assertStateAndJournal(false, false, "switch", "switch", "switch", "close");
  }

  @Test
  void aScopeThatCannotGoOverLeavesItBare() {
    ContextPropagator.Snapshot last = snapshot("last");
    context.enter(() -> switching(last));
    context.stay(last);
    context.enter(last);
    assertStateAndJournal(true, true);
    context.stay(snapshot("changed"));
    assertThatIllegalStateException().isThrownBy(() -> context.enter(last)).withMessage("switch");
    assertStateAndJournal(false, false);
    context.enter(last);
    assertStateAndJournal(true, true, "restore last");
  }

  @Test
  void aTaskWithoutOneIsPolledBare() {
    ContextPropagator.Snapshot first = snapshot("first");
    context.enter(first);
    context.stay(first);
    context.enter(null);
    assertStateAndJournal(false, true, "restore first", "close first");
    context.leave();
    assertStateAndJournal(false, false, "restore first", "close first");
  }

  @Test
  void theSameIsRestoredAgainAfterItWasLeft() {
    ContextPropagator.Snapshot first = snapshot("first");
    context.enter(first);
    context.leave();
    context.enter(first);
    assertStateAndJournal(true, true, "restore first", "close first", "restore first");
  }

  @Test
  void whatThrowsLeavesItBare() {
    assertThatIllegalStateException().isThrownBy(() -> context.enter(() -> {
      throw new IllegalStateException("restore");
    }));
    assertStateAndJournal(false, false);
    context.enter(() -> () -> {
      throw new IllegalStateException("close");
    });
    assertThatIllegalStateException().isThrownBy(context::leave);
    assertStateAndJournal(false, false);
    ContextPropagator.Snapshot next = snapshot("next");
    context.enter(next);
    assertStateAndJournal(true, true, "restore next");
  }
}
