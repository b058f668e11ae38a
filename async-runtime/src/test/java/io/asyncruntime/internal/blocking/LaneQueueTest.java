package io.asyncruntime.internal.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.internal.blocking.LaneQueue.Verdict;
import org.junit.jupiter.api.Test;

/** Each line of the table of transitions. */
class LaneQueueTest {
  private final LaneQueue<NamedJob> queue = new LaneQueue<>(2);

  @Test
  void jobsStartUntilAllThreadsAreTaken() {
    assertThat(submit("a")).isEqualTo(Verdict.START);
    assertThat(submit("b")).isEqualTo(Verdict.START);
    assertThat(submit("c")).isEqualTo(Verdict.WAIT);
  }

  @Test
  void whoeverEndsGivesItsThreadToTheOldest() {
    fill("a", "b", "c", "d");
    assertThat(NamedJob.name(queue.next())).isEqualTo("c");
    assertThat(NamedJob.name(queue.next())).isEqualTo("d");
    assertThat(NamedJob.name(queue.next())).isNull();
    assertThat(submit("e")).isEqualTo(Verdict.START);
    assertThat(submit("f")).isEqualTo(Verdict.WAIT);
  }

  @Test
  void aThreadThatIsNotToBeHadTakesWhatWaitedWithIt() {
    fill("a", "b", "c", "d");
    assertThat(NamedJob.names(queue.lose())).containsExactly("c", "d");
    assertThat(submit("e")).isEqualTo(Verdict.START);
    assertThat(submit("f")).isEqualTo(Verdict.WAIT);
  }

  @Test
  void nothingWaitsInAClosedLane() {
    fill("a", "b", "c");
    assertThat(NamedJob.names(queue.close())).containsExactly("c");
    assertThat(submit("d")).isEqualTo(Verdict.REFUSE);
    assertThat(NamedJob.name(queue.next())).isNull();
    assertThat(submit("e")).as("also where a thread is free").isEqualTo(Verdict.REFUSE);
    assertThat(NamedJob.names(queue.close())).isEmpty();
    assertThat(NamedJob.names(queue.lose())).isEmpty();
  }

  private void fill(String... jobs) {
    for (String job : jobs) {
      assertThat(submit(job)).isNotEqualTo(Verdict.REFUSE);
    }
  }

  private Verdict submit(String name) {
    return queue.submit(new NamedJob(name));
  }
}
