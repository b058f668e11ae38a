package io.asyncruntime.scenario;

import static io.asyncruntime.Async.async;
import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.blockInPlace;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.spawnLocal;
import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.sync.Oneshot;
import io.asyncruntime.task.EnterGuard;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.LocalSet;
import io.asyncruntime.testkit.Latches;
import io.asyncruntime.testkit.PollProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks that stay on one thread. */
@Timeout(120)
class LocalSetTest {
  @ParameterizedTest
  @EnumSource
  void itsTasksRunOnTheThreadThatDrivesIt(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      List<Thread> pollers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        PollProbe<Integer> task = PollProbe.readyAfter(3, i);
        set.spawnLocal(task.onPoll(() -> pollers.add(Thread.currentThread()))).drop();
      }
      runtime.blockOn(set);
      assertThat(pollers).hasSize(400).containsOnly(Thread.currentThread());
    }
  }

  @ParameterizedTest
  @EnumSource
  void runUntilIsReadyAsSoonAsItsFutureAndTheRestStaysForLater(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      PollProbe<String> slow = new PollProbe<>();
      JoinHandle<String> task = set.spawnLocal(slow);
      assertThat(runtime.blockOn(set.runUntil(Future.ready(1)))).isEqualTo(1);
      assertThat(slow.polls()).as("its future is polled first").isZero();
      runtime.blockOn(set.runUntil(yieldNow()));
      assertThat(slow.polls()).isEqualTo(1);
      slow.complete("x");
      assertThat(runtime.blockOn(set.runUntil(task))).isEqualTo("x");
      runtime.blockOn(set);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tasksAdvanceOnlyWhileItIsDriven(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      PollProbe<String> task = new PollProbe<>();
      set.spawnLocal(task).drop();
      runtime.blockOn(yieldNow());
      assertThat(task.polls()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void spawnLocalFindsTheSetOneIsIn(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      assertThatIllegalStateException().isThrownBy(() -> spawnLocal(() -> 1)).withMessageContaining("LocalSet");
      assertThatIllegalStateException()
          .isThrownBy(() -> runtime.blockOn(() -> spawnLocal(() -> 1)))
          .withMessageContaining("runUntil");
      int sum = runtime.<Integer>blockOn(set.runUntil(async(() -> {
        JoinHandle<Integer> outer = spawnLocal(() -> await(spawnLocal(() -> 20)) + 1);
        return await(outer);
      })));
      assertThat(sum).isEqualTo(21);
    }
  }

  @ParameterizedTest
  @EnumSource
  void enterMakesItTheTargetAlsoInsideBlockOn(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      JoinHandle<Integer> outside;
      JoinHandle<Integer> inside;
      try (EnterGuard guard = set.enter()) {
        outside = spawnLocal(() -> 1);
        inside = runtime.blockOn(() -> spawnLocal(() -> 2));
        assertThat(guard).isNotNull();
      }
      assertThatIllegalStateException().isThrownBy(() -> spawnLocal(() -> 1));
      runtime.blockOn(set);
      assertThat(runtime.blockOn(outside) + runtime.blockOn(inside)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherThreadIsToldWhoseItIs(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      set.spawnLocal(Future.pending()).drop();
      runtime.blockOn(set.runUntil(Future.ready(1)));
      String owner = Thread.currentThread().getName();
      FutureTask<Boolean> other = Latches.start("stranger", () -> {
        assertThatIllegalStateException().isThrownBy(() -> set.spawnLocal(() -> 1)).withMessageContaining(owner);
        assertThatIllegalStateException().isThrownBy(set::close).withMessageContaining(owner);
        assertThatIllegalStateException()
            .isThrownBy(() -> runtime.blockOn(set.runUntil(Future.ready(1))))
            .withMessageContaining(owner);
        assertThatIllegalStateException().isThrownBy(() -> runtime.blockOn(set)).withMessageContaining(owner);
        return true;
      });
      assertThat(Latches.get(other)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void itCannotBeDrivenByASpawnedTask(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      JoinHandle<Integer> misuse = runtime.spawn(set.runUntil(Future.ready(1)));
      assertThatExceptionOfType(JoinException.class)
          .isThrownBy(() -> runtime.blockOn(misuse))
          .withCauseInstanceOf(IllegalStateException.class)
          .havingCause()
          .withMessageContaining("blockOn");
    }
  }

  @ParameterizedTest
  @EnumSource
  void wakesAndAbortsFromOtherThreadsReachASleepingSet(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      Oneshot<String> channel = Oneshot.channel();
      Thread owner = Thread.currentThread();
      List<Thread> droppers = new ArrayList<>();
      PollProbe<String> endless = new PollProbe<String>().onDrop(() -> droppers.add(Thread.currentThread()));
      JoinHandle<String> aborted = set.spawnLocal(endless);
      JoinHandle<String> receiver = set.spawnLocal(channel.receiver());
      FutureTask<Boolean> other = Latches.start("other", () -> {
        Latches.until("polled", () -> endless.polls() == 1);
        aborted.abort();
        channel.sender().send("x");
        return true;
      });
      runtime.blockOn(set);
      assertThat(Latches.get(other)).isTrue();
      assertThat(runtime.blockOn(receiver)).isEqualTo("x");
      assertThat(droppers).as("dropped on the owner").containsExactly(owner);
      assertThatExceptionOfType(JoinException.class).isThrownBy(aborted::join).matches(JoinException::isCancelled);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closeDropsAllTasks(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      LocalSet set = new LocalSet();
      PollProbe<String> started = new PollProbe<>();
      PollProbe<String> fresh = new PollProbe<>();
      JoinHandle<String> a = set.spawnLocal(started);
      runtime.blockOn(set.runUntil(yieldNow()));
      JoinHandle<String> b = set.spawnLocal(fresh);
      set.close();
      set.close();
      assertThat(started.drops()).isEqualTo(1);
      assertThat(fresh.drops()).isEqualTo(1);
      assertThat(fresh.polls()).isZero();
      for (JoinHandle<String> handle : List.of(a, b, set.spawnLocal(new PollProbe<String>()))) {
        assertThatExceptionOfType(JoinException.class).isThrownBy(handle::join).matches(JoinException::isCancelled);
      }
      assertThatIllegalStateException().isThrownBy(() -> runtime.blockOn(set))
          .withMessageContaining("closed or dropped");
    }
  }

  @ParameterizedTest
  @EnumSource
  void itsTasksAreDroppedInsideItAndItsRuntimeWhereverItIsClosed(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build()) {
      LocalSet set = new LocalSet();
      List<AsyncRuntime> inDrop = new ArrayList<>();
      List<Integer> after = new ArrayList<>();
      Runnable look = () -> {
        inDrop.add(AsyncRuntime.current());
        spawnLocal(() -> after.add(1)).drop(); // cancelled at once, but it is the set's to say so
      };
      set.spawnLocal(new PollProbe<String>().onDrop(look)).drop();
      runtime.blockOn(set.runUntil(yieldNow()));
      set.close();
      set.spawnLocal(new PollProbe<String>().onDrop(look)).drop();
      assertThat(inDrop).containsExactly(runtime, runtime);
      assertThat(after).isEmpty();
      assertThat(AsyncRuntime.tryCurrent()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void blockInPlaceWouldStopThemAll(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      JoinHandle<Integer> task = set.spawnLocal(() -> blockInPlace(() -> 1));
      assertThatExceptionOfType(JoinException.class)
          .isThrownBy(() -> runtime.blockOn(set.runUntil(task)))
          .withCauseInstanceOf(IllegalStateException.class)
          .havingCause()
          .withMessageContaining("spawnBlocking");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPanicEndsOnlyItsTask(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      JoinHandle<Object> bad = set.spawnLocal(Future.failed(new IllegalStateException("boom")));
      JoinHandle<Integer> good = set.spawnLocal(PollProbe.readyAfter(2, 7));
      runtime.blockOn(set);
      assertThat(runtime.blockOn(good)).isEqualTo(7);
      assertThatExceptionOfType(JoinException.class).isThrownBy(() -> runtime.blockOn(bad))
          .matches(JoinException::isPanic);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatNeverRestsStarvesNobody(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      AtomicInteger polls = new AtomicInteger();
      set.spawnLocal((Future<Object>) cx -> {
        polls.incrementAndGet();
        cx.waker().wake();
        return Poll.pending();
      }).drop();
      JoinHandle<Integer> peer = set.spawnLocal(PollProbe.readyAfter(10, 7));
      assertThat(runtime.<Integer>blockOn(set.runUntil(async(() -> {
        await(sleep(Duration.ofMillis(2)));
        return await(peer);
      })))).isEqualTo(7);
      assertThat(polls.get()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void itsTasksAreInTheDumpAndNotInTheCounts(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      try (EnterGuard guard = set.enter()) {
        spawnLocal("mine", Future.pending()).drop();
        assertThat(guard).isNotNull();
      }
      runtime.blockOn(set.runUntil(yieldNow()));
      assertThat(runtime.dump().tasks()).extracting(TaskInfo::kind).containsExactly(TaskKind.LOCAL);
      assertThat(runtime.dump().tasks()).extracting(TaskInfo::name).containsExactly("mine");
      assertThat(runtime.metrics().numAliveTasks()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherThreadMaySpawnBeforeTheFirstPoll(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      FutureTask<JoinHandle<String>> other =
          Latches.start("other", () -> set.spawnLocal(() -> "ran"));
      JoinHandle<String> handle = Latches.get(other);
      runtime.blockOn(set);
      assertThat(runtime.blockOn(handle)).isEqualTo("ran");
    }
  }

  @ParameterizedTest
  @EnumSource
  void nullsFailAtTheCall(Flavor flavor) {
    try (AsyncRuntime runtime = flavor.build(); LocalSet set = new LocalSet()) {
      assertThatNullPointerException().isThrownBy(() -> set.spawnLocal((Future<Object>) null));
      assertThatNullPointerException().isThrownBy(() -> set.runUntil(null));
      assertThat(runtime.isShutdown()).isFalse();
    }
  }
}
