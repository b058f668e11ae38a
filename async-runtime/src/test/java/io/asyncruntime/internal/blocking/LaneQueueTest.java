package io.asyncruntime.internal.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.internal.blocking.LaneQueue.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
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

  @Test
  void whatOthersWaitForComesFirstInTheOrderInWhichThatWasSaid() {
    List<NamedJob> jobs = Stream.of("a", "b", "c", "d", "e", "f").map(name -> new NamedJob(name, 0)).toList();
    jobs.forEach(queue::submit);
    queue.expedite(jobs.get(5));
    queue.expedite(jobs.get(3));
    queue.expedite(jobs.get(5));
    queue.expedite(jobs.get(0));
    assertThat(NamedJob.name(queue.next())).isEqualTo("f");
    queue.expedite(jobs.get(2));
    queue.expedite(jobs.get(5));
    assertThat(NamedJob.name(queue.next())).isEqualTo("d");
    assertThat(NamedJob.name(queue.next())).isEqualTo("c");
    queue.submit(new NamedJob("g", 0));
    assertThat(NamedJob.names(queue.close())).containsExactly("e", "g");
    queue.expedite(jobs.get(4));
    assertThat(NamedJob.name(queue.next())).as("it was taken out with all others").isNull();
  }

  @Test
  void anUrgentJobIsNotStaleAndComesBeforeTheNewest() {
    AtomicLong now = new AtomicLong();
    LaneQueue<NamedJob> controlled =
        new LaneQueue<>(1, new ControlledDelay(Duration.ofNanos(10), now::get), job -> job.came);
    List<NamedJob> jobs = Stream.of("a", "b", "c", "d").map(name -> new NamedJob(name, 0)).toList();
    jobs.forEach(controlled::submit);
    now.set(300);
    controlled.expedite(jobs.get(2));
    assertThat(NamedJob.names(controlled.stale())).isEmpty();
    assertThat(NamedJob.name(controlled.next())).isEqualTo("c");
    assertThat(NamedJob.names(controlled.stale())).containsExactly("b", "d");
  }

  @Test
  void inAnOverloadTheNewestIsFirstAndTheStaleAreTakenOut() {
    AtomicLong now = new AtomicLong();
    LaneQueue<NamedJob> controlled =
        new LaneQueue<>(1, new ControlledDelay(Duration.ofNanos(10), now::get), job -> job.came);
    for (String name : List.of("a", "b", "c", "d")) {
      controlled.submit(new NamedJob(name, now.getAndAdd(4)));
    }
    assertThat(NamedJob.name(controlled.next())).as("long for a moment is no overload").isEqualTo("b");
    assertThat(NamedJob.names(controlled.stale())).isEmpty();
    now.set(300); // 20 times the target without being empty
    controlled.submit(new NamedJob("e", 290));
    controlled.submit(new NamedJob("f", 300));
    assertThat(NamedJob.names(controlled.stale())).containsExactly("c", "d");
    assertThat(NamedJob.name(controlled.next())).isEqualTo("f");
    assertThat(NamedJob.name(controlled.next())).isEqualTo("e");
    assertThat(NamedJob.name(controlled.next())).isNull();
    controlled.submit(new NamedJob("g", 300));
    controlled.submit(new NamedJob("h", 300));
    controlled.submit(new NamedJob("i", 300));
    assertThat(NamedJob.name(controlled.next())).as("it was empty: the oldest again").isEqualTo("h");
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
