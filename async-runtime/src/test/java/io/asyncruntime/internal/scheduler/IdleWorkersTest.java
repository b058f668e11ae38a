package io.asyncruntime.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
    idle.sleep(2, false);
    idle.sleep(0, false);
    assertThat(idle.wakeOne()).isZero();
    assertThat(idle.isAsleep(0)).isFalse();
    assertThat(idle.isAsleep(2)).isTrue();
  }

  @Test
  void oneSearcherIsEnough() {
    idle.sleep(2, false);
    idle.sleep(0, false);
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
    assertThat(idle.sleep(0, true)).isFalse();
    assertThat(idle.sleep(1, true)).isTrue();
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
    assertThat(idle.sleep(0, false)).isTrue();
    assertThat(idle.wakeOne()).isZero();
  }

  @Test
  void whoSleepsBesideASearcherLeavesItToThat() {
    idle.beginSearch();
    assertThat(idle.sleep(0, false)).isFalse();
  }

  @Test
  void aSleeperThatATimerWokeIsTakenOffTheStack() {
    idle.sleep(2, false);
    idle.sleep(0, false);
    idle.sleep(3, false);
    assertThat(idle.wakeById(0)).isTrue();
    assertThat(idle.awake()).isEqualTo(2);
    assertThat(idle.wakeOne()).isEqualTo(3);
    assertThat(idle.wakeById(3)).as("it was chosen meanwhile").isFalse();
    idle.endSearch();
    assertThat(idle.wakeOne()).isEqualTo(2);
  }

  @Test
  void aSpareWorkerComesAndGoes() {
    idle.add();
    assertThat(idle.awake()).isEqualTo(5);
    for (int worker = 0; worker < 5; worker++) {
      idle.sleep(worker, false);
    }
    assertThat(idle.wakeOne()).isEqualTo(4);
    assertThat(idle.remove(true)).as("the last searcher").isTrue();
    assertThat(idle.awake()).isZero();
    assertThat(idle.searching()).isZero();
    assertThat(idle.wakeOne()).isEqualTo(3);
  }

  @Test
  void aWorkerThatWasWokenInVainSleepsOnAndIsTheLastToBeWoken() {
    idle.sleep(2, false);
    idle.sleep(0, false);
    assertThat(idle.wakeOne()).isZero();
    assertThat(idle.sleepOn(0, () -> true)).as("next").isEqualTo(2);
    assertThat(idle.awake()).isEqualTo(2);
    assertThat(idle.searching()).isZero();
    assertThat(idle.wakeOne()).isEqualTo(2);
    idle.endSearch();
    assertThat(idle.wakeOne()).isZero();
  }

  @Test
  void aWorkerThatNobodyHasChosenKeepsItsPlace() {
    idle.sleep(2, false);
    idle.sleep(0, false);
    assertThat(idle.sleepOn(0, () -> true)).isZero();
    assertThat(idle.awake()).isEqualTo(2);
    assertThat(idle.wakeOne()).isZero();
  }

  @Test
  void whileSomebodySearchesNobodyElseIsToBeWoken() {
    idle.sleep(2, false);
    assertThat(idle.wakeOne()).isEqualTo(2);
    idle.beginSearch();
    assertThat(idle.sleepOn(2, () -> true)).isEqualTo(-1);
  }

  @Test
  void aWorkerThatIsUpByNowIsLeftAlone() {
    idle.sleep(2, false);
    assertThat(idle.wakeOne()).isEqualTo(2);
    assertThat(idle.sleepOn(2, () -> false)).isEqualTo(-1);
    assertThat(idle.awake()).isEqualTo(4);
    assertThat(idle.searching()).isEqualTo(1);
  }
}
