package io.asyncruntime.internal.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.internal.blocking.LaneQueue.Verdict;
import org.junit.jupiter.api.Test;

/** Each line of the table of transitions. */
class LaneQueueTest {
  private final LaneQueue<String> queue = new LaneQueue<>(2);

  @Test
  void jobsStartUntilAllThreadsAreTaken() {
    assertThat(queue.submit("a")).isEqualTo(Verdict.START);
    assertThat(queue.submit("b")).isEqualTo(Verdict.START);
    assertThat(queue.submit("c")).isEqualTo(Verdict.WAIT);
  }

  @Test
  void whoeverEndsGivesItsThreadToTheOldest() {
    fill("a", "b", "c", "d");
    assertThat(queue.next()).isEqualTo("c");
    assertThat(queue.next()).isEqualTo("d");
    assertThat(queue.next()).isNull();
    assertThat(queue.submit("e")).isEqualTo(Verdict.START);
    assertThat(queue.submit("f")).isEqualTo(Verdict.WAIT);
  }

  @Test
  void aThreadThatIsNotToBeHadTakesWhatWaitedWithIt() {
    fill("a", "b", "c", "d");
    assertThat(queue.lose()).containsExactly("c", "d");
    assertThat(queue.submit("e")).isEqualTo(Verdict.START);
    assertThat(queue.submit("f")).isEqualTo(Verdict.WAIT);
  }

  @Test
  void nothingWaitsInAClosedLane() {
    fill("a", "b", "c");
    assertThat(queue.close()).containsExactly("c");
    assertThat(queue.submit("d")).isEqualTo(Verdict.REFUSE);
    assertThat(queue.next()).isNull();
    assertThat(queue.submit("e")).as("also where a thread is free").isEqualTo(Verdict.REFUSE);
    assertThat(queue.close()).isEmpty();
    assertThat(queue.lose()).isEmpty();
  }

  private void fill(String... jobs) {
    for (String job : jobs) {
      assertThat(queue.submit(job)).isNotEqualTo(Verdict.REFUSE);
    }
  }
}
