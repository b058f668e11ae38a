package io.asyncruntime.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.ConditionFuture;
import io.asyncruntime.internal.wait.WaitQueue;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A value that is set once, from outside, and for which any number of tasks can wait.
 *
 * <pre>{@code
 * SetOnce<Address> address = new SetOnce<>();
 *
 * runtime.spawn(() -> address.set(await(discover())));
 * connect(await(address.value()));
 * }</pre>
 *
 * <p>For a value that the first one to need it computes, see {@link OnceCell}.
 *
 * <p><b>Fairness:</b> all who wait are woken, in the order in which they came. <b>Cancellation:</b> a dropped wait leaves no
 * trace.
 *
 * <p><b>Threads:</b> any thread may call any method. What was done before {@link #set} is visible to whoever sees the value.
 *
 * @param <T> type of the value, which is never null
 */
public final class SetOnce<T> {
  private final AtomicReference<@Nullable T> value = new AtomicReference<>();
  private final WaitQueue queue = new WaitQueue();

  /** Not set. */
  public SetOnce() {
  }

  /**
   * Sets the value, if it was not set before.
   *
   * @return whether it is this value that is set
   */
  public boolean set(T newValue) {
    boolean first = value.compareAndSet(null, Objects.requireNonNull(newValue, "value"));
    if (first) {
      queue.wakeAll();
    }
    return first;
  }

  /** The value, if it is set. Does not wait. */
  public Optional<T> get() {
    return Optional.ofNullable(value.get());
  }

  /** Waits for the value; costs a unit of the cooperative budget. */
  @CheckReturnValue
  public Future<T> value() {
    return new Value<>(this);
  }

  /** The value, if it is set. */
  @Override
  public String toString() {
    return "SetOnce[" + get().map(Object::toString).orElse("not set") + "]";
  }

  private static final class Value<T> extends ConditionFuture<T> {
    private final SetOnce<T> cell;

    Value(SetOnce<T> cell) {
      super(cell.queue);
      this.cell = cell;
    }

    @Override
    protected Poll<T> attempt() {
      T present = cell.value.get();
      return present == null ? Poll.pending() : Poll.ready(present);
    }

    @Override
    protected String describe() {
      return "SetOnce.value()";
    }
  }
}
