package io.asyncruntime.task;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task of a {@link JoinSet} that completed.
 *
 * @param id the number of the task
 * @param value its output
 * @param <T> type of the output
 */
public record Joined<T extends @Nullable Object>(TaskId id, T value) {
  /** Checks that the number is there. */
  public Joined {
    Objects.requireNonNull(id, "id");
  }
}
