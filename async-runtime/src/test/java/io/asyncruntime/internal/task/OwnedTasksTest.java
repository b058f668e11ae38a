package io.asyncruntime.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.future.Future;
import io.asyncruntime.metrics.TaskKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnedTasksTest {
  private final HandTurnedScheduler scheduler = new HandTurnedScheduler();
  private final OwnedTasks owned = new OwnedTasks(3);

  private Task<?> task(long spawned) {
    return new Task<>(Future.pending(), scheduler, TaskKind.ASYNC, spawned, null);
  }

  @Test
  void numbersAreUniqueAcrossShardsAndRegistries() {
    Set<Long> ids = new HashSet<>();
    OwnedTasks other = new OwnedTasks(1);
    OwnedShard mine = other.addShard();
    for (int i = 0; i < 5_000; i++) {
      Task<?> task = task(0);
      assertThat(i % 2 == 0 ? owned.bind(task, null) : other.bind(task, i % 3 == 0 ? mine : null)).isTrue();
      ids.add(task.taskId());
    }
    assertThat(ids).hasSize(5_000);
  }

  @Test
  void aSnapshotIsOldestFirst() {
    List<Task<?>> tasks = new ArrayList<>();
    OwnedShard mine = owned.addShard();
    for (int i = 0; i < 20; i++) {
      Task<?> task = task(i);
      owned.bind(task, i % 2 == 0 ? mine : null);
      tasks.add(task);
    }
    assertThat(owned.snapshot()).isEqualTo(tasks);
    int parts = 0;
    for (int shard = 0; shard < owned.shards(); shard++) {
      parts += owned.snapshot(shard).size();
    }
    assertThat(parts).isEqualTo(20);
  }

  @Test
  void whatIsReleasedIsGoneWhereverItStood() {
    List<Task<?>> tasks = new ArrayList<>();
    OwnedShard mine = owned.addShard();
    for (int i = 0; i < 5; i++) {
      tasks.add(task(i));
      owned.bind(tasks.get(i), mine);
    }
    owned.release(tasks.get(2), TaskOutcome.COMPLETED, mine);
    owned.release(tasks.get(0), TaskOutcome.CANCELLED, null);
    owned.release(tasks.get(4), TaskOutcome.PANICKED, owned.addShard());
    assertThat(owned.snapshot()).isEqualTo(List.of(tasks.get(1), tasks.get(3)));
    assertThat(owned.alive()).isEqualTo(2);
    assertThat(owned.spawned()).isEqualTo(5);
    assertThat(owned.ended(TaskOutcome.COMPLETED)).isEqualTo(1);
    assertThat(owned.ended(TaskOutcome.CANCELLED)).isEqualTo(1);
    assertThat(owned.ended(TaskOutcome.PANICKED)).isEqualTo(1);
    assertThat(owned.find(tasks.get(1).taskId())).isSameAs(tasks.get(1));
    assertThat(owned.find(tasks.get(0).taskId())).isNull();
  }

  @Test
  void aClosedRegistryRefusesAndCountsTheRefusedOnce() {
    OwnedShard mine = owned.addShard();
    owned.close();
    for (OwnedShard part : Arrays.asList(mine, null)) {
      Task<?> task = task(0);
      assertThat(owned.bind(task, part)).isFalse();
      owned.release(task, TaskOutcome.CANCELLED, part);
      assertThat(task.taskId()).as("it has a number all the same").isPositive();
    }
    assertThat(owned.spawned()).isEqualTo(2);
    assertThat(owned.alive()).isZero();
    assertThat(owned.ended(TaskOutcome.CANCELLED)).isEqualTo(2);
  }

  @Test
  void pagesWithoutATaskAreLetGo() {
    OwnedShard shard = new OwnedShard(2, OwnedPage::isEmpty);
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Task<?> task = task(i);
      shard.bind(task);
      tasks.add(task);
    }
    assertThat(shard.pages()).isEqualTo(500);
    for (int i = 0; i < 1_000; i++) {
      if (i != 500) {
        tasks.get(i).leavePlace();
      }
    }
    while (shard.pages() > 2) { // the newest, and that of the one task alive
      int before = shard.pages();
      shard.tidy();
      shard.tidy();
      assertThat(shard.pages()).as("each sweep gets on").isLessThan(before);
    }
    List<JoinableTask<?>> left = new ArrayList<>();
    shard.forEach(left::add);
    assertThat(left).isEqualTo(List.of(tasks.get(500)));
  }

  @Test
  void aPartThatAlwaysHasSomeTasksStaysSmall() {
    OwnedShard shard = new OwnedShard(4, OwnedPage::isEmpty);
    Deque<Task<?>> alive = new ArrayDeque<>();
    for (int i = 0; i < 10_000; i++) {
      Task<?> task = task(i);
      shard.bind(task);
      alive.add(task);
      if (alive.size() > 100) {
        alive.removeFirst().leavePlace();
      }
      assertThat(shard.pages()).isLessThanOrEqualTo(60);
    }
  }
}
