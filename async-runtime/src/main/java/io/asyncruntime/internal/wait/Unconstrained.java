package io.asyncruntime.internal.wait;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import org.jspecify.annotations.Nullable;

/** Polls a future without the cooperative budget, which is as it was afterwards. */
public final class Unconstrained<T extends @Nullable Object> extends BudgetFuture<T> {
  /** Of {@code future}, which it owns. */
  public Unconstrained(Future<T> future) {
    super(future);
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    requireLive();
    Ambient here = Ambient.current();
    int budget = here.budget;
    here.budget = Ambient.UNCONSTRAINED;
    boolean pending = false;
    try {
      Poll<T> answer = future.poll(cx);
      pending = !answer.isReady();
      return answer;
    } finally {
      Ambient.current().budget = budget; // an async block that blocked in there may be at another place now
      if (!pending) {
        complete();
      }
    }
  }

  @Override
  protected String describe() {
    return "unconstrained()";
  }
}
