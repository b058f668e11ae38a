package io.asyncruntime.task;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.Locals;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A value that is scoped to a future: in force during each of its polls and while it is dropped, whichever thread that
 * happens on. Make it once, as a constant:
 *
 * <pre>{@code
 * static final TaskLocal<String> TENANT = TaskLocal.create("tenant");
 *
 * void accept(String request) { runtime.spawn(TENANT.scope("acme", handle(request))); }
 * }</pre>
 *
 * <p>An inner scope shadows an outer one. A task spawned inside a scope does not see the value: scope the child's future
 * too if it shall. Any thread.
 *
 * <p><b>Fairness:</b> nobody waits here. <b>Cancellation:</b> dropping a scoped future drops the inner one, with the value in force.
 *
 * @param <T> type of the value, never null
 */
public final class TaskLocal<T> {
  private final String name;

  private TaskLocal(String name) {
    this.name = name;
  }

  /**
   * A new local without a value.
   *
   * @param name for messages; need not be unique
   * @param <T> type of the value
   */
  public static <T> TaskLocal<T> create(String name) {
    return new TaskLocal<>(Objects.requireNonNull(name, "name"));
  }

  /**
   * {@code future}, with {@code value} in force around each of its polls and around its drop.
   *
   * @param value not null
   * @param future owned by the result
   * @param <R> type of the future's value
   */
  @CheckReturnValue
  public <R extends @Nullable Object> Future<R> scope(T value, Future<R> future) {
    Objects.requireNonNull(value, "value");
    return new ScopedFuture<>(this, value, Objects.requireNonNull(future, "future"));
  }

  /**
   * Runs {@code body} on the calling thread with {@code value} in force.
   *
   * @param value not null
   * @param body may await where the calling code may
   * @param <R> type of what the body returns
   * @return what the body returned
   * @throws Exception what the body threw
   */
  public <R extends @Nullable Object> R scopeSync(T value, Callable<R> body) throws Exception {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(body, "body");
    Object outer = install(value);
    try {
      return body.call();
    } finally {
      Locals.restore(outer);
    }
  }

  /**
   * The value of the innermost scope around the calling code.
   *
   * @throws IllegalStateException outside any scope of this local
   */
  public T get() {
    T value = find();
    if (value == null) {
      throw new IllegalStateException(
          "task-local \"" + name + "\" has no value here: run the code inside scope(value, future)"
              + " or scopeSync(value, body), and scope the futures of spawned tasks themselves, they do not inherit;"
              + " tryGet() asks without failing");
    }
    return value;
  }

  /** The value of the innermost scope around the calling code; empty outside any scope of this local. */
  public Optional<T> tryGet() {
    return Optional.ofNullable(find());
  }

  /** The name of this local. */
  @Override
  public String toString() {
    return "TaskLocal[" + name + "]";
  }

  /** Puts {@code value} in force. Returns what {@link Locals#restore} needs. */
  @Nullable
  Object install(Object value) {
    return Locals.install(Locals.binding(this, value, Ambient.current().taskLocals));
  }

  @SuppressWarnings("unchecked") // only a TaskLocal<T> installs a value under itself, and it is a T
  private @Nullable T find() {
    Object at = Ambient.current().taskLocals;
    while (at instanceof Locals link) {
      if (link.key == this) { return (T) link.value; }
      at = link.outer;
    }
    return null;
  }
}
