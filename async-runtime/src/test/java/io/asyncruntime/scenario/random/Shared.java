package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;

/** Something that tasks share and have to wait for, with an account that shows whether it was kept. Any thread. */
interface Shared {
  /** Waits to be in. What {@code amount} means is its own. */
  Future<Section> enter(int amount);

  /** Once nobody is in, nor waits. Empty if the account is right, else what is wrong. */
  String audit();
}
