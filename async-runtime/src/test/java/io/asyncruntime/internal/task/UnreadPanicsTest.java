package io.asyncruntime.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.future.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The handle of a task that threw is collected. */
@Timeout(60)
class UnreadPanicsTest {
  private final HandTurnedScheduler scheduler = new HandTurnedScheduler();

  @Test
  void aPanicThatIsCollectedIsToldOnce() {
    spawnAndForget("forgotten");
    while (!scheduler.journal().contains("unread forgotten lost")) {
      System.gc();
      scheduler.watcher().drain();
    }
    System.gc();
    scheduler.watcher().drain();
    assertThat(scheduler.journal()).containsOnlyOnce("unread forgotten lost");
  }

  @Test
  void aPanicThatCanStillBeReadIsNotTold() {
    Task<?> kept = panicking("kept");
    spawnAndForget("forgotten");
    while (!scheduler.journal().contains("unread forgotten lost")) {
      System.gc();
      scheduler.watcher().drain();
    }
    assertThat(scheduler.journal()).doesNotContain("unread kept lost");
    assertThat(kept.isFinished()).isTrue();
  }

  private void spawnAndForget(String name) {
    assertThat(panicking(name).isFinished()).isTrue();
  }

  private Task<?> panicking(String name) {
    Task<?> task = scheduler.spawn(Future.failed(new IllegalStateException("lost")), name);
    scheduler.runNext();
    return task;
  }
}
