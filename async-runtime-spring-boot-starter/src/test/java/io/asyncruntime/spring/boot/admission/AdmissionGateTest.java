package io.asyncruntime.spring.boot.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.admission.AdmissionGate.GroupFigures;
import io.asyncruntime.spring.boot.admission.AdmissionGate.Permit;
import io.asyncruntime.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AdmissionGateTest {
  private static final AdmissionGroup PAYING = new AdmissionGroup("paying", List.of("/orders/**"), 0.5, 1);
  private static final AdmissionGroup BROWSING = new AdmissionGroup("browsing", List.of("/items/**"), 0.25, 0);

  private static Permit enter(AdmissionGate gate, String group) {
    return gate.tryEnter(group).orElseThrow();
  }

  @Test
  void itLetsInAsManyAndNoMoreUntilOneLeaves() {
    AdmissionGate gate = AdmissionGate.fixed(2, Duration.ZERO, List.of());
    Permit first = enter(gate, AdmissionGate.OTHERS);
    enter(gate, AdmissionGate.OTHERS);
    assertThat(gate.tryEnter(AdmissionGate.OTHERS)).isEmpty();
    first.close();
    first.close();
    assertThat(gate.inFlight()).as("a second close is none").isEqualTo(1);
    assertThat(gate.tryEnter(AdmissionGate.OTHERS)).isPresent();
    assertThat(gate.group(AdmissionGate.OTHERS)).isEqualTo(new GroupFigures("others", 2, 0, 3, 1));
    assertThat(gate).hasToString("AdmissionGate[2 of 2]");
  }

  @Test
  void placesAreKeptForAGroupAgainstAllButThoseWhoComeFirst() {
    AdmissionGate gate = AdmissionGate.fixed(8, Duration.ZERO, List.of(PAYING, BROWSING));
    enter(gate, AdmissionGate.OTHERS);
    enter(gate, AdmissionGate.OTHERS);
    assertThat(gate.tryEnter(AdmissionGate.OTHERS)).as("4 are kept for one group, 2 for the other").isEmpty();
    enter(gate, "browsing");
    enter(gate, "browsing");
    assertThat(gate.tryEnter("browsing")).as("those of the ones who pay are not for them").isEmpty();
    for (int i = 0; i < 4; i++) enter(gate, "paying");
    assertThat(gate.tryEnter("paying")).as("full").isEmpty();
  }

  @Test
  void whoComesFirstMayUseWhatIsKeptForOthers() {
    AdmissionGate gate = AdmissionGate.fixed(8, Duration.ZERO, List.of(PAYING, BROWSING));
    for (int i = 0; i < 8; i++) enter(gate, "paying");
    assertThat(gate.tryEnter("paying")).isEmpty();
    assertThat(gate.tryEnter("browsing")).isEmpty();
  }

  @Test
  void ofThoseWhoWaitTheMostImportantComesFirstThenTheOldest() {
    AdmissionGate gate =
        AdmissionGate.fixed(3, Duration.ofHours(1), List.of(new AdmissionGroup("vip", List.of(), 0, 1)));
    List<Permit> inside = new ArrayList<>();
    for (int i = 0; i < 3; i++) inside.add(enter(gate, AdmissionGate.OTHERS));
    CompletableFuture<Permit> first = gate.enterOrWait(AdmissionGate.OTHERS);
    CompletableFuture<Permit> second = gate.enterOrWait(AdmissionGate.OTHERS);
    CompletableFuture<Permit> vip = gate.enterOrWait("vip");
    assertThat(gate.enterOrWait(AdmissionGate.OTHERS)).as("the line is as long as the house is wide")
        .isCompletedExceptionally();
    inside.get(0).close();
    assertThat(vip).isCompleted();
    assertThat(first).isNotDone();
    inside.get(1).close();
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    assertThat(gate.giveUp(second)).isTrue();
    inside.get(2).close();
    assertThat(gate.inFlight()).isEqualTo(2);
    assertThat(gate.giveUp(first)).as("in line").isFalse();
    assertThat(gate.inFlight()).as("it had a place, and has left it").isEqualTo(1);
  }

  @Test
  void whoComesToAFullLineDisplacesTheLastOfALowerPriority() {
    AdmissionGate gate =
        AdmissionGate.fixed(2, Duration.ofHours(1), List.of(new AdmissionGroup("vip", List.of(), 0, 1)));
    Permit inside = enter(gate, AdmissionGate.OTHERS);
    enter(gate, AdmissionGate.OTHERS);
    CompletableFuture<Permit> first = gate.enterOrWait(AdmissionGate.OTHERS);
    CompletableFuture<Permit> second = gate.enterOrWait(AdmissionGate.OTHERS);
    assertThat(gate.enterOrWait(AdmissionGate.OTHERS)).as("of the same priority").isCompletedExceptionally();
    CompletableFuture<Permit> vip = gate.enterOrWait("vip");
    assertThat(second).isCompletedExceptionally();
    assertThat(first).isNotDone();
    assertThat(gate.giveUp(second)).as("in line").isFalse();
    assertThat(gate.group(AdmissionGate.OTHERS)).isEqualTo(new GroupFigures("others", 2, 1, 2, 2));
    assertThat(gate.refused(AdmissionGate.OTHERS, RefusalReason.DISPLACED)).isEqualTo(1);
    assertThat(gate.refused(AdmissionGate.OTHERS, RefusalReason.FULL)).isEqualTo(1);
    inside.close();
    assertThat(vip).isCompleted();
    assertThat(gate.giveUp(first)).isTrue();
    assertThat(gate.refused(AdmissionGate.OTHERS, RefusalReason.WAITED)).isEqualTo(1);
  }

  @Test
  void codeWaitsByAFutureAndIsToldWhenItIsTooLate() {
    AdmissionGate gate = AdmissionGate.fixed(1, Duration.ofMillis(20), List.of());
    try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
      Permit inside = runtime.blockOn(gate.enter(AdmissionGate.OTHERS));
      assertThatExceptionOfType(AdmissionRefusedException.class)
          .isThrownBy(() -> runtime.blockOn(gate.enter(AdmissionGate.OTHERS)))
          .withMessageContaining("\"others\"").withMessageContaining("1 are under way")
          .withMessageContaining("async-runtime.admission.max-in-flight");
      inside.close();
      runtime.blockOn(gate.enter(AdmissionGate.OTHERS)).close();
      assertThat(gate.inFlight()).isZero();
    }
  }

  @Test
  void aFutureThatIsDroppedIsNeitherInLineNorInside() {
    AdmissionGate gate = AdmissionGate.fixed(1, Duration.ofHours(1), List.of());
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
      Permit inside = enter(gate, AdmissionGate.OTHERS);
      CountDownLatch waits = new CountDownLatch(1);
      JoinHandle<Void> task = runtime.spawn(() -> {
        waits.countDown();
        Async.await(gate.enter(AdmissionGate.OTHERS)).close();
      });
      waits.await();
      task.abort();
      assertThatExceptionOfType(io.asyncruntime.task.JoinException.class).isThrownBy(task::join);
      assertThat(gate.group(AdmissionGate.OTHERS).waiting()).isZero();
      inside.close();
      assertThat(gate.inFlight()).isZero();
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  /** Never more inside than the limit, never more of one group than the others leave, and all places free in the end. */
  @Test
  void manyThreadsKeepTheInvariants() throws Exception {
    AdmissionGate gate = AdmissionGate.fixed(5, Duration.ofMillis(1), List.of(PAYING, BROWSING));
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      SplittableRandom random = new SplittableRandom(t);
      threads.add(new Thread(() -> {
        for (int i = 0; i < 5_000; i++) {
          String group = List.of("paying", "browsing", AdmissionGate.OTHERS).get(random.nextInt(3));
          Optional<Permit> permit = random.nextBoolean() ? gate.tryEnter(group) : waitALittle(gate, group);
          permit.ifPresent(place -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            inside.decrementAndGet();
            place.close();
          });
        }
      }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) thread.join();
    assertThat(most.get()).isBetween(1, 5);
    assertThat(gate.groups()).allSatisfy(group -> {
      assertThat(group.inFlight()).isZero();
      assertThat(group.waiting()).isZero();
      assertThat(group.admitted()).isPositive();
    });
  }

  private static Optional<Permit> waitALittle(AdmissionGate gate, String group) {
    CompletableFuture<Permit> turn = gate.enterOrWait(group);
    try {
      return Optional.of(turn.get(100, TimeUnit.MICROSECONDS));
    } catch (Exception refusedOrLate) {
      gate.giveUp(turn);
      return Optional.empty();
    }
  }

  @Test
  void whatCannotBeIsSaid() {
    assertThatIllegalArgumentException().isThrownBy(() -> AdmissionGate.fixed(0, Duration.ZERO, List.of()))
        .withMessageContaining("at least 1");
    assertThatIllegalArgumentException().isThrownBy(() -> AdmissionGate.fixed(1, Duration.ofMillis(-1), List.of()))
        .withMessageContaining("maxWait");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AdmissionGate.fixed(1, Duration.ZERO, List.of()).tryEnter("vip"))
        .withMessageContaining("\"vip\"").withMessageContaining("others");
    assertThatIllegalArgumentException().isThrownBy(() -> new AdmissionGroup("g", List.of(), 1.5, 0))
        .withMessageContaining("from 0 to 1");
    assertThatIllegalArgumentException().isThrownBy(() -> AdmissionGate.adaptive(9, Duration.ZERO,
        List.of(PAYING, new AdmissionGroup("more", List.of(), 0.6, 0)))).withMessageContaining("not be more than 1");
  }
}
