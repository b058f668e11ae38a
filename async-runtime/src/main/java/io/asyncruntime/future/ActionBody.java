package io.asyncruntime.future;

import io.asyncruntime.internal.util.Names;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@link Action#asCallable}. */
record ActionBody(Action action) implements Callable<@Nullable Void>, Names.Wrapper {
  @Override
  public @Nullable Void call() throws Exception {
    action.run();
    return null;
  }

  @Override
  public Object wrapped() {
    return action;
  }
}
