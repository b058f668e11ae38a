package io.asyncruntime.internal.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.wait.OpenSections;
import org.jspecify.annotations.Nullable;

/**
 * The future of a task in which a section has begun that puts its drop off, from then on; with those sections, for which other tasks have
 * no field. Whoever holds the task.
 */
final class Sheltered<T extends @Nullable Object> implements Future<T>, Names.Wrapper {
  final OpenSections sections = new OpenSections();
  private final Future<T> future;

  Sheltered(Future<T> future) {
    this.future = future;
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    return future.poll(cx);
  }

  @Override
  public void drop() {
    future.drop();
  }

  @Override
  public Object wrapped() {
    return future;
  }

  @Override
  public String toString() {
    return Names.of(future);
  }
}
