package io.asyncruntime.scenario.random;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.task.TaskHooks;
import io.asyncruntime.task.TaskMeta;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The hooks of a runtime: they count, and may throw now and then. Any thread. */
final class Hooks implements TaskHooks {
  enum Mode {
    NONE, COUNT, THROW_EXCEPTIONS, THROW_ERRORS
  }

  enum Door {
    THREAD_START, THREAD_STOP, PARK, UNPARK, SPAWN, BEFORE_POLL, AFTER_POLL, TERMINATE, LONG_POLL, SPARE_WORKER
  }

  /** Every so many calls of a door one throws: no divisor of usual numbers. */
  private static final int THROWS_EACH = 7;

  private final Mode mode;
  private final Map<Door, LongAdder> calls = new EnumMap<>(Door.class);

  Hooks(Mode mode) {
    this.mode = mode;
    for (Door door : Door.values()) {
      calls.put(door, new LongAdder());
    }
  }

  void in(AsyncRuntime.Builder builder) {
    if (mode == Mode.NONE) { return; }
    builder.taskHooks(this)
        .onThreadStart(() -> call(Door.THREAD_START)).onThreadStop(() -> call(Door.THREAD_STOP))
        .onThreadPark(() -> call(Door.PARK)).onThreadUnpark(() -> call(Door.UNPARK))
        .onLongPoll(poll -> call(Door.LONG_POLL)).onSpareWorker(spare -> call(Door.SPARE_WORKER));
  }

  @Override
  public void onSpawn(TaskMeta task) {
    call(Door.SPAWN);
  }

  @Override
  public void beforePoll(TaskMeta task) {
    call(Door.BEFORE_POLL);
  }

  @Override
  public void afterPoll(TaskMeta task) {
    call(Door.AFTER_POLL);
  }

  @Override
  public void onTerminate(TaskMeta task) {
    call(Door.TERMINATE);
  }

  private void call(Door door) {
    LongAdder count = calls(door);
    count.increment();
    if (mode == Mode.COUNT || count.sum() % THROWS_EACH != 0) { return; }
    if (mode == Mode.THROW_ERRORS) { throw new PlannedError(); }
    throw new PlannedPanic();
  }

  private LongAdder calls(Door door) {
    LongAdder count = calls.get(door);
    if (count == null) { throw new AssertionError(door); }
    return count;
  }

  /** Whether they were called at all. */
  boolean isSet() { return mode != Mode.NONE; }

  long count(Door door) {
    return calls(door).sum();
  }
}
