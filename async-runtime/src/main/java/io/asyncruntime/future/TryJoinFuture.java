package io.asyncruntime.future;

import org.jspecify.annotations.Nullable;

/** {@code Futures.tryJoin}: the first child that fails ends it, and the rest is dropped. */
final class TryJoinFuture<R extends @Nullable Object> extends CombiningFuture<R> {
  private @Nullable Throwable failed;

  /** Takes over the operands. */
  TryJoinFuture(Operands<R> operands) {
    super(operands);
  }

  @Override
  public boolean onFailure(int index, Throwable failure) {
    failed = failure;
    return false;
  }

  /** Drops the rest and throws the failure, with what the drops throw suppressed in it. */
  @Override
  void throwIfOver() {
    if (failed == null) { return; }
    FailureCollector failures = new FailureCollector();
    failures.add(failed);
    children.drop(failures);
    failures.throwIfAny();
  }
}
