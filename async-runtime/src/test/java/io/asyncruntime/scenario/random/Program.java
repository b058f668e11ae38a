package io.asyncruntime.scenario.random;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link Generator} makes of a seed. The same seed is the same program; what the threads make of it is not the same twice.
 *
 * @param shared critical sections; who is in one enters those of a higher index only
 * @param pipes capacities of the mpsc channels, 0 for unbounded; the first of the {@code readers} read them, one each
 * @param readers tasks that end only when the channels are closed
 * @param drivers what the threads outside do
 * @param endAfterMicros when the runtime is shut down, if that is before all is done
 */
record Program(long seed, Settings settings, List<SharedKind> shared, List<Integer> pipes, int feedCapacity,
    List<Body> readers, List<Driver> drivers, int endAfterMicros) {
  @Override
  public String toString() {
    return "seed " + seed + "\n  " + settings + "\n  shared " + shared + "\n  pipes " + pipes + ", feed " + feedCapacity
        + ", end after " + endAfterMicros + " us\n  readers " + readers + "\n  drivers\n    "
        + drivers.stream().map(Driver::toString).collect(Collectors.joining("\n    "));
  }
}
