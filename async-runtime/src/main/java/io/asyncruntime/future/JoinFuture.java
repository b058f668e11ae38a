package io.asyncruntime.future;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code Futures.join}: waits for all children, whatever becomes of them. */
final class JoinFuture<R extends @Nullable Object> extends Composite<R> implements Children.Outcomes {
  private final Children children;
  private final Function<@Nullable Object[], ? extends R> combine;
  private final @Nullable Object[] values;
  private @Nullable Throwable @Nullable [] failed; // by index; null as long as none has failed

  /** Takes over the array. */
  JoinFuture(Future<?>[] futures, Function<@Nullable Object[], ? extends R> combine) {
    this.children = Children.of(futures);
    this.combine = combine;
    this.values = new Object[futures.length];
  }

  @Override
  public Poll<R> poll(Context cx) throws Exception {
    beginPoll();
    children.pollInTurn(cx, this);
    if (!children.allFinished()) { return suspend(); }
    throwFailures();
    return Poll.ready(combine.apply(values));
  }

  @Override
  public boolean onValue(int index, @Nullable Object value) {
    values[index] = value;
    return true;
  }

  @Override
  public boolean onFailure(int index, Throwable failure) {
    if (failed == null) {
      failed = new Throwable[values.length];
    }
    failed[index] = failure;
    return true;
  }

  private void throwFailures() {
    if (failed == null) { return; }
    FailureCollector failures = new FailureCollector();
    for (Throwable failure : failed) {
      if (failure != null) {
        failures.add(failure);
      }
    }
    failures.throwIfAny();
  }

  @Override
  void dropChildren() {
    FailureCollector failures = new FailureCollector();
    children.drop(failures);
    failures.throwIfAny();
  }
}
