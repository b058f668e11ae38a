package io.asyncruntime.internal.blocking;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.RuntimeRef;

/**
 * What a thread of a runtime does from its beginning to its end: inside the runtime, with the user's hooks around the work.
 *
 * @param ended called last of all, so that whoever waits for it finds the stop hook run
 */
record ThreadBody(RuntimeRef runtime, ThreadHooks hooks, Runnable work, Runnable ended) implements Runnable {
  @Override
  public void run() {
    try {
      Ambient.current().runtime = runtime;
      workWithinHooks();
    } finally {
      ended.run();
    }
  }

  private void workWithinHooks() {
    ThreadHooks.run(hooks.start());
    try {
      work.run();
    } finally {
      ThreadHooks.run(hooks.stop());
    }
  }
}
