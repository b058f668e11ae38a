package io.asyncruntime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.metrics.TaskKind;
import io.asyncruntime.metrics.TaskOrder;
import io.asyncruntime.metrics.TaskPage;
import io.asyncruntime.metrics.TaskQuery;
import io.asyncruntime.metrics.TaskStatus;
import io.asyncruntime.sync.Notify;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.TaskId;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A list of tasks is filtered, sorted and paged; without stacks, and without a copy of what is not on the page. */
class TaskListTest {
  private final AsyncRuntime runtime = AsyncRuntime.currentThread().build();

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void pagesFollowEachOther() {
    List<TaskId> spawned = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      spawned.add(runtime.spawn("t" + i, Future.pending()).id());
    }
    TaskQuery byName = TaskQuery.all().sortedBy(TaskOrder.NAME).limit(4);
    assertThat(ids(runtime.tasks(byName))).isEqualTo(spawned.subList(0, 4));
    assertThat(ids(runtime.tasks(byName.offset(4)))).isEqualTo(spawned.subList(4, 8));
    assertThat(ids(runtime.tasks(byName.offset(8)))).isEqualTo(spawned.subList(8, 10));
    assertThat(runtime.tasks(byName.offset(12))).isEqualTo(new TaskPage(10, 12, List.of()));
    assertThat(runtime.tasks(byName.limit(0))).isEqualTo(new TaskPage(10, 0, List.of()));
  }

  @Test
  void theOldestComeAsInADump() {
    for (int i = 0; i < 200; i++) {
      runtime.spawn(Future.pending());
    }
    List<TaskId> dumped = runtime.dump().tasks().stream().map(TaskInfo::id).toList();
    assertThat(ids(runtime.tasks(TaskQuery.all()))).isEqualTo(dumped);
    assertThat(ids(runtime.tasks(TaskQuery.all().offset(70).limit(30)))).isEqualTo(dumped.subList(70, 100));
  }

  @Test
  void filtersByNameStatusKindAndAge() {
    TaskId order = runtime.spawn("Order 1", Future.pending()).id();
    runtime.blockOn(Async.yieldNow());
    TaskId queued = runtime.spawn("order 2", Future.pending()).id();
    runtime.spawn("other", Future.pending());
    assertThat(ids(runtime.tasks(TaskQuery.all().named("oRDEr").sortedBy(TaskOrder.NAME)))).containsExactly(order,
        queued);
    assertThat(ids(runtime.tasks(TaskQuery.all().with(TaskStatus.IDLE)))).containsExactly(order);
    assertThat(runtime.tasks(TaskQuery.all().with(TaskKind.BLOCKING)).matching()).isZero();
    assertThat(runtime.tasks(TaskQuery.all().olderThan(Duration.ofDays(1))).matching()).isZero();
    assertThat(runtime.tasks(TaskQuery.all().olderThan(Duration.ofSeconds(Long.MAX_VALUE))).matching()).isZero();
  }

  @Test
  void sortsByWhatTheTasksDid() {
    TaskId quiet = runtime.spawn("quiet", Future.pending()).id();
    TaskId busy = runtime.spawn("busy", wakesItself(3)).id();
    runtime.blockOn(() -> {
      for (int i = 0; i < 8; i++) {
        Async.await(Async.yieldNow());
      }
    });
    for (TaskOrder order : List.of(TaskOrder.MOST_POLLS, TaskOrder.MOST_WAKES, TaskOrder.MOST_SELF_WAKES)) {
      assertThat(ids(runtime.tasks(TaskQuery.all().sortedBy(order)))).as("%s", order).containsExactly(busy, quiet);
    }
    TaskId queued = runtime.spawn("queued", Future.pending()).id();
    assertThat(ids(runtime.tasks(TaskQuery.all().sortedBy(TaskOrder.STATUS).limit(1)))).containsExactly(queued);
  }

  /** Wakes itself in its first polls, then never. */
  private static Future<Void> wakesItself(int times) {
    int[] left = {times};
    return cx -> {
      if (left[0]-- > 0) { cx.waker().wake(); }
      return Poll.pending();
    };
  }

  @Test
  void aRowHasNoStackAndAFoundTaskHas() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    JoinHandle<Void> job = runtime.spawnBlocking("job", () -> {
      started.countDown();
      end.await();
    });
    started.await();
    TaskInfo row = runtime.tasks(TaskQuery.all().with(TaskKind.BLOCKING)).tasks().get(0);
    assertThat(row.stack()).isEmpty();
    assertThat(row.status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(runtime.find(job.id()).orElseThrow().stack()).isNotEmpty();
    end.countDown();
    job.join();
    assertThat(runtime.find(job.id())).isEmpty();
  }

  @Test
  void aRowSaysWhatItsTaskWaitsFor() {
    Notify never = new Notify();
    TaskId id = runtime.spawn("waits", () -> Async.await(never.notified())).id();
    runtime.blockOn(Async.yieldNow());
    TaskInfo row = runtime.tasks(TaskQuery.all()).tasks().get(0);
    assertThat(row.waitingOn()).isEqualTo(runtime.find(id).orElseThrow().waitingOn()).isNotEmpty();
  }

  @Test
  void aPageOfVeryManyTakesTheMemoryOfAPage() {
    for (int i = 0; i < 100_000; i++) {
      runtime.spawn("order", Future.pending());
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (TaskOrder order : TaskOrder.values()) {
      runtime.tasks(TaskQuery.all().sortedBy(order)); // loads what has to be loaded
      long before = threads.getCurrentThreadAllocatedBytes();
      TaskPage page = runtime.tasks(TaskQuery.all().named("RDE").sortedBy(order));
      long taken = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(page.matching()).isEqualTo(100_000);
      assertThat(page.tasks()).hasSize(200);
      assertThat(taken).as("bytes, by %s", order).isLessThan(1_000_000);
    }
  }

  @Test
  void badNumbersAreRefused() {
    assertThatThrownBy(() -> TaskQuery.all().limit(-1)).hasMessage("limit must not be negative: -1");
    assertThatThrownBy(() -> TaskQuery.all().offset(-1)).hasMessage("offset must not be negative: -1");
  }

  private static List<TaskId> ids(TaskPage page) {
    return page.tasks().stream().map(TaskInfo::id).toList();
  }
}
