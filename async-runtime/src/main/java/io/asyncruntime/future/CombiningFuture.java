package io.asyncruntime.future;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code Futures.join} and {@code Futures.tryJoin} have in common: they give what becomes of the values of all children. */
abstract sealed class CombiningFuture<R extends @Nullable Object> extends Composite<R>
    implements
      Children.Outcomes
    permits JoinFuture, TryJoinFuture {
  final Children children;
  private final Function<@Nullable Object[], ? extends R> combine;
  private final @Nullable Object[] values; // by index

  CombiningFuture(Operands<R> operands) {
    Future<?>[] futures = operands.futures();
    this.children = Children.of(futures);
    this.combine = operands.combine();
    this.values = new Object[futures.length];
  }

  @Override
  public final Poll<R> poll(Context cx) throws Exception {
    beginPoll();
    children.pollInTurn(cx, this);
    throwIfOver();
    return children.allFinished() ? Poll.ready(combine.apply(values)) : suspend();
  }

  /** After the children were polled: throws if what has failed of them ends this future now. */
  abstract void throwIfOver();

  @Override
  public final boolean onValue(int index, @Nullable Object value) {
    values[index] = value;
    return true;
  }

  @Override
  final void dropChildren() {
    FailureCollector failures = new FailureCollector();
    children.drop(failures);
    failures.throwIfAny();
  }
}
