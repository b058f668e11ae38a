package io.asyncruntime.architecture.planted.internal.scheduler;

import io.asyncruntime.architecture.planted.future.EarlyBird;
import io.asyncruntime.future.Waker;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.TaskHooks;
import io.asyncruntime.task.TaskMeta;
import java.util.function.Consumer;

/** An internal class that anybody may extend, in a cycle with {@link EarlyBird}. */
public class OpenClass {
  private final EarlyBird user;

  /** Closes the cycle. */
  public OpenClass(EarlyBird user) {
    this.user = user;
  }

  void hook(TaskHooks hooks, TaskMeta task) {
    hooks.onSpawn(task);
  }

  void context(ContextPropagator.Snapshot context) {
    context.restore().close();
  }

  void wake(Waker waker) {
    waker.wake();
  }

  void listener(Consumer<String> listener) {
    listener.accept("news");
  }

  void threadHook(Runnable hook) {
    hook.run();
  }

  @Override
  public String toString() {
    return "used by " + user;
  }
}
