package io.asyncruntime.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.future.Future;
import io.asyncruntime.metrics.TaskKind;
import java.util.ArrayList;
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
    for (int i = 0; i < 5_000; i++) {
      Task<?> task = task(0);
      assertThat((i % 2 == 0 ? owned : other).bind(task, i)).isTrue();
      ids.add(task.taskId());
    }
    assertThat(ids).hasSize(5_000);
  }

  @Test
  void aSnapshotIsOldestFirst() {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Task<?> task = task(i);
      owned.bind(task, 19 - i);
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
    for (int i = 0; i < 5; i++) {
      tasks.add(task(i));
      owned.bind(tasks.get(i), 0);
    }
    owned.release(tasks.get(2), TaskOutcome.COMPLETED);
    owned.release(tasks.get(0), TaskOutcome.CANCELLED);
    owned.release(tasks.get(4), TaskOutcome.PANICKED);
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
    owned.close();
    Task<?> task = task(0);
    assertThat(owned.bind(task, 1)).isFalse();
    owned.release(task, TaskOutcome.CANCELLED);
    assertThat(owned.spawned()).isEqualTo(1);
    assertThat(owned.alive()).isZero();
    assertThat(owned.ended(TaskOutcome.CANCELLED)).isEqualTo(1);
    assertThat(task.taskId()).as("it has a number all the same").isPositive();
  }
}
