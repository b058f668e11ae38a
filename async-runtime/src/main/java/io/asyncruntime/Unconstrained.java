package io.asyncruntime;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Polls a future without the cooperative budget, which is as it was afterwards. */
final class Unconstrained<T extends @Nullable Object> implements Future<T> {
  private final Future<T> future;

  Unconstrained(Future<T> future) {
    this.future = Objects.requireNonNull(future, "future");
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    Ambient here = Ambient.current();
    int budget = here.budget;
    here.budget = Ambient.UNCONSTRAINED;
    try {
      return future.poll(cx);
    } finally {
      Ambient.current().budget = budget; // an async block that blocked in there may be at another place now
    }
  }

  @Override
  public void drop() {
    future.drop();
  }
}
