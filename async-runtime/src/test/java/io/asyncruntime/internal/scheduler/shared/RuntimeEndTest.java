package io.asyncruntime.internal.scheduler.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.task.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuntimeEndTest {
  private static List<TaskInfo> tasks(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(RuntimeEndTest::task).toList();
  }

  private static TaskInfo task(int number) {
    Duration zero = Duration.ZERO;
    return new TaskInfo(new TaskId(number), number == 1 ? "first" : "", TaskKind.ASYNC, TaskStatus.IDLE, "", zero, 0, 0,
        0,
        zero, zero, zero, "", List.of());
  }

  @Test
  void whatIsWaitedForIsNamed() {
    assertThat(RuntimeEnd.names(tasks(0))).isEqualTo("threads to end");
    assertThat(RuntimeEnd.names(tasks(2))).contains("first").contains("ASYNC task " + new TaskId(2))
        .doesNotContain("more");
  }

  @Test
  void ofManyOnlySomeAreNamedAndTheRestIsCounted() {
    assertThat(RuntimeEnd.names(tasks(10_000))).hasSizeLessThan(1_000).endsWith(" and 9980 more");
  }
}
