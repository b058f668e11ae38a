package io.asyncruntime.internal.task;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.wait.AroundFuture;
import io.asyncruntime.internal.wait.OpenSections;
import org.jspecify.annotations.Nullable;

/**
 * The future of a task in which a section has begun that puts its drop off, from then on; with those sections, for which other tasks have
 * no field. Whoever holds the task.
 */
final class Sheltered<T extends @Nullable Object> extends AroundFuture<T> {
  final OpenSections sections = new OpenSections();

  Sheltered(Future<T> future) {
    super(future);
  }
}
