package io.asyncruntime.future;

import org.jspecify.annotations.Nullable;

/** {@code Futures.join}: waits for all children, whatever becomes of them. */
final class JoinFuture<R extends @Nullable Object> extends CombiningFuture<R> {
  private @Nullable Throwable @Nullable [] failed; // by index; null as long as none has failed

  /** Takes over the operands. */
  JoinFuture(Operands<R> operands) {
    super(operands);
  }

  @Override
  public boolean onFailure(int index, Throwable failure) {
    if (failed == null) {
      failed = new Throwable[children.size()];
    }
    failed[index] = failure;
    return true;
  }

  @Override
  void throwIfOver() {
    if (failed == null || !children.allFinished()) { return; }
    FailureCollector failures = new FailureCollector();
    for (Throwable failure : failed) {
      if (failure != null) {
        failures.add(failure);
      }
    }
    failures.throwIfAny();
  }
}
