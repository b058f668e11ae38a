package io.asyncruntime.task;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task of a {@link JoinMap} that is finished.
 *
 * @param key what it was spawned under
 * @param task its handle; awaiting it gives the output or throws the {@link JoinException} at once
 * @param <K> type of the key
 * @param <V> type of the output
 */
public record JoinedKey<K, V extends @Nullable Object>(K key, JoinHandle<V> task) {
  /** Checks that both are there. */
  public JoinedKey {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(task, "task");
  }
}
