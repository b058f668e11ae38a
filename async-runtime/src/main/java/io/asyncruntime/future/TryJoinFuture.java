package io.asyncruntime.future;

import io.asyncruntime.internal.util.Failures;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code Futures.tryJoin}: the first child that fails ends it, and the rest is dropped. */
final class TryJoinFuture<R extends @Nullable Object> extends Composite<R> implements Children.Outcomes {
  private final Children children;
  private final Function<@Nullable Object[], ? extends R> combine;
  private final @Nullable Object[] values;
  private @Nullable Throwable failed;

  /** Takes over the array. */
  TryJoinFuture(Future<?>[] futures, Function<@Nullable Object[], ? extends R> combine) {
    this.children = Children.of(futures);
    this.combine = combine;
    this.values = new Object[futures.length];
  }

  @Override
  public Poll<R> poll(Context cx) throws Exception {
    beginPoll();
    children.pollInTurn(cx, this);
    if (failed != null) { throw giveUp(failed); }
    return children.allFinished() ? Poll.ready(combine.apply(values)) : suspend();
  }

  @Override
  public boolean onValue(int index, @Nullable Object value) {
    values[index] = value;
    return true;
  }

  @Override
  public boolean onFailure(int index, Throwable failure) {
    failed = failure;
    return false;
  }

  /** Drops the rest and throws the failure, with what the drops throw suppressed in it. */
  private RuntimeException giveUp(Throwable failure) {
    FailureCollector failures = new FailureCollector();
    failures.add(failure);
    children.drop(failures);
    throw Failures.sneaky(failure);
  }

  @Override
  void dropChildren() {
    FailureCollector failures = new FailureCollector();
    children.drop(failures);
    failures.throwIfAny();
  }
}
