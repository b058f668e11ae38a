package io.asyncruntime.internal.scheduler.multithread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.internal.scheduler.multithread.IdleWorkers.Life;
import io.asyncruntime.internal.scheduler.multithread.IdleWorkers.Rising;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each row of the table, by hand. */
class IdleWorkersTest {
  private final IdleWorkers idle = new IdleWorkers(4);

  @Test
  void whileAllAreAwakeNobodyIsWoken() {
    assertThat(idle.awake()).isEqualTo(4);
    assertThat(idle.wakeOne()).isEqualTo(-1);
  }

  @Test
  void theLastOneToSleepIsWokenFirst() {
    idle.sleep(2, false, false);
    idle.sleep(0, false, false);
    assertThat(idle.wakeOne()).isZero();
    assertThat(idle.isAsleep(0)).isFalse();
    assertThat(idle.isAsleep(2)).isTrue();
  }

  @Test
  void oneSearcherIsEnough() {
    idle.sleep(2, false, false);
    idle.sleep(0, false, false);
    assertThat(idle.wakeOne()).isZero();
    assertThat(idle.searching()).as("on behalf of the sleeper").isEqualTo(1);
    assertThat(idle.wakeOne()).isEqualTo(-1);
    assertThat(idle.endSearch()).as("the last searcher wakes another").isTrue();
    assertThat(idle.wakeOne()).isEqualTo(2);
  }

  @Test
  void onlyHalfOfThemSearch() {
    assertThat(idle.beginSearch()).isTrue();
    assertThat(idle.beginSearch()).isTrue();
    assertThat(idle.beginSearch()).isFalse();
    assertThat(idle.endSearch()).isFalse();
    assertThat(idle.endSearch()).isTrue();
  }

  @Test
  void theLastSearcherThatSleepsLooksOnceMore() {
    idle.beginSearch();
    idle.beginSearch();
    assertThat(idle.sleep(0, true, false)).isFalse();
    assertThat(idle.sleep(1, true, false)).isTrue();
    assertThat(idle.searching()).isZero();
    assertThat(idle.awake()).isEqualTo(2);
  }

  /**
   * Worker 0 was not allowed to search while 1 and 2 did; those found work, then more was queued while all were awake. If
   * nobody looked now, it would wait until the polls of 1 and 2 end, which may be never.
   */
  @Test
  void whoCouldNotSearchLooksOnceMoreIfNobodySearches() {
    idle.beginSearch();
    idle.beginSearch();
    assertThat(idle.beginSearch()).isFalse();
    idle.endSearch();
    idle.endSearch();
    assertThat(idle.wakeOne()).isEqualTo(-1);
    assertThat(idle.sleep(0, false, false)).isTrue();
    assertThat(idle.wakeOne()).isZero();
  }

  @Test
  void whoSleepsBesideASearcherLeavesItToThat() {
    idle.beginSearch();
    assertThat(idle.sleep(0, false, false)).isFalse();
  }

  @Test
  void aSleeperThatATimerWokeIsTakenOffTheStack() {
    idle.sleep(2, false, false);
    idle.sleep(0, false, false);
    idle.sleep(3, false, false);
    assertThat(idle.getUp(0, false)).as("without a reason").isEqualTo(Rising.ASLEEP);
    assertThat(idle.getUp(0, true)).isEqualTo(Rising.UP);
    assertThat(idle.awake()).isEqualTo(2);
    assertThat(idle.wakeOne()).isEqualTo(3);
    assertThat(idle.getUp(3, true)).as("it was chosen meanwhile").isEqualTo(Rising.SEARCHING);
    idle.endSearch();
    assertThat(idle.wakeOne()).isEqualTo(2);
  }

  @Test
  void aSpareWorkerComesAndGoes() {
    addSpare();
    assertThat(idle.awake()).isEqualTo(5);
    for (int worker = 0; worker < 5; worker++) {
      idle.sleep(worker, false, false);
    }
    assertThat(idle.wakeOne()).isEqualTo(4);
    idle.getUp(4, false);
    idle.retire(4);
    assertThat(idle.leave(4, true)).as("the last searcher").isTrue();
    assertThat(idle.life(4)).isEqualTo(Life.GONE);
    assertThat(idle.awake()).isZero();
    assertThat(idle.searching()).isZero();
    assertThat(idle.wakeOne()).isEqualTo(3);
  }

  private void addSpare() {
    idle.makeRoom(4);
    idle.add(4);
    idle.begin(4);
  }

  @Test
  void aPlaceIsUsedAgainOnlyWhenItsWorkerHasGone() {
    idle.makeRoom(4);
    idle.add(4);
    idle.retire(4);
    assertThatThrownBy(() -> idle.add(4)).isInstanceOf(IllegalStateException.class).hasMessageContaining("RETIRING");
    idle.begin(4);
    assertThat(idle.life(4)).as("its thread came late").isEqualTo(Life.RETIRING);
    idle.leave(4, false);
    idle.add(4);
    assertThat(idle.awake()).isEqualTo(5);
  }

  @Test
  void aWorkerForWhichThereIsNoThreadHasNeverBeenThere() {
    idle.makeRoom(4);
    idle.add(4);
    idle.refuse(4);
    assertThat(idle.life(4)).isEqualTo(Life.GONE);
    assertThat(idle.awake()).isEqualTo(4);
  }

  /** What each worker counts as when it is told to leave, and that it has to get up for that. */
  @ParameterizedTest
  @EnumSource(value = Life.class, names = {"RUNNING", "ASLEEP", "THREADLESS", "CALLED"})
  void whoIsToldToLeaveIsAwakeAndDoesNotSearch(Life life) {
    addSpare();
    if (life != Life.RUNNING) {
      idle.sleep(4, false, life == Life.THREADLESS);
    }
    if (life == Life.CALLED) {
      idle.wakeOne();
    }
    assertThat(idle.life(4)).isEqualTo(life);
    idle.retire(4);
    assertThat(idle.awake()).isEqualTo(5);
    assertThat(idle.searching()).isZero();
    assertThat(idle.wakeOne()).as("it is off the stack").isEqualTo(-1);
    assertThat(idle.getUp(4, false)).isEqualTo(Rising.RETIRING);
    idle.leave(4, false);
    assertThat(idle.awake()).isEqualTo(4);
  }

  @Test
  void whoWasToldToLeaveDoesNotFallAsleep() {
    addSpare();
    idle.beginSearch();
    idle.retire(4);
    assertThat(idle.sleep(4, true, false)).as("the last searcher").isTrue();
    assertThat(idle.searching()).isZero();
    assertThat(idle.isAsleep(4)).isFalse();
    assertThat(idle.getUp(4, false)).isEqualTo(Rising.RETIRING);
  }

  @Test
  void theWatchdogWakesAnotherAlthoughOneSearches() {
    idle.sleep(2, false, false);
    idle.sleep(0, false, false);
    assertThat(idle.wakeOne()).isZero();
    assertThat(idle.wakeOne()).isEqualTo(-1);
    assertThat(idle.wakeAnother()).isEqualTo(2);
    assertThat(idle.searching()).isEqualTo(2);
    assertThat(idle.wakeAnother()).as("all are awake").isEqualTo(-1);
  }

  @Test
  void aWorkerThatWasWokenInVainSleepsOnAndIsTheLastToBeWoken() {
    idle.sleep(2, false, false);
    idle.sleep(0, false, false);
    assertThat(idle.wakeOne()).isZero();
    assertThat(idle.sleepOn(0, () -> true)).as("next").isEqualTo(2);
    assertThat(idle.awake()).isEqualTo(2);
    assertThat(idle.searching()).isZero();
    assertThat(idle.wakeOne()).isEqualTo(2);
    idle.endSearch();
    assertThat(idle.wakeOne()).isZero();
  }

  @Test
  void whoHasAThreadIsWokenBeforeThoseThatHaveNone() {
    idle.sleep(1, false, false);
    idle.sleep(2, false, true);
    idle.sleep(0, false, true);
    assertThat(idle.wakeOne()).isZero();
    assertThat(idle.sleepOn(0, () -> true)).as("2 slept later, and has no thread").isEqualTo(1);
    assertThat(idle.wakeOne()).isEqualTo(1);
    idle.endSearch();
    assertThat(idle.wakeOne()).isEqualTo(2);
  }

  @Test
  void aWorkerThatNobodyHasChosenKeepsItsPlace() {
    idle.sleep(2, false, false);
    idle.sleep(0, false, false);
    assertThat(idle.sleepOn(0, () -> true)).isZero();
    assertThat(idle.awake()).isEqualTo(2);
    assertThat(idle.wakeOne()).isZero();
  }

  @Test
  void whileSomebodySearchesNobodyElseIsToBeWoken() {
    idle.sleep(2, false, false);
    assertThat(idle.wakeOne()).isEqualTo(2);
    idle.beginSearch();
    assertThat(idle.sleepOn(2, () -> true)).isEqualTo(-1);
  }

  @Test
  void aWorkerThatIsUpByNowIsLeftAlone() {
    idle.sleep(2, false, false);
    assertThat(idle.wakeOne()).isEqualTo(2);
    assertThat(idle.sleepOn(2, () -> false)).isEqualTo(-1);
    assertThat(idle.awake()).isEqualTo(4);
    assertThat(idle.searching()).isEqualTo(1);
  }
}
