package io.asyncruntime.task;

import io.asyncruntime.future.Poll;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link JoinQueue#joinAll()}. What it has collected it keeps as tasks with their outputs, so that a drop can put them back. */
final class QueueAll<T extends @Nullable Object> extends QueueFuture<T, List<T>> {
  private final List<QueuedTask<T>> collected = new ArrayList<>();

  QueueAll(JoinQueue<T> queue) {
    super(queue);
  }

  @Override
  Poll<List<T>> onEnded(QueuedTask<T> task) {
    boolean failed = true;
    try {
      task.output(); // throws if the task failed
      collected.add(task);
      failed = false;
      return Poll.pending();
    } finally {
      if (failed) {
        queue.releaseAll(true);
      }
    }
  }

  @Override
  List<T> onEmpty() {
    List<T> outputs = new ArrayList<>(collected.size());
    for (QueuedTask<T> task : collected) {
      outputs.add(task.output());
    }
    return outputs;
  }

  @Override
  protected void giveUp() {
    super.giveUp();
    queue.putBack(collected);
  }

  @Override
  protected String describe() {
    return "JoinQueue.joinAll()";
  }
}
