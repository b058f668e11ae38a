package io.asyncruntime.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * A ratio that a workload must not exceed: our figure divided by that of a peer (or of another workload of ours).
 *
 * @param javaFrom oldest Java that it holds for
 * @param javaTo newest Java that it holds for
 */
record Target(String workload, String against, String peer, double most, int javaFrom, int javaTo) {
  private static final int ANY = Integer.MAX_VALUE;
  private static final String OURS = "asyncruntime";

  /** The targets of the project, in the order of its table. */
  static List<Target> all() {
    return List.of(
        to("spawnMany", "kotlin", 0.5), on("spawnMany", "forkjoin", 0.7, 21, ANY),
        on("spawnMany", "forkjoin", 1.5, 17, 20),
        to("spawnManyRemote", "kotlin", 0.5), on("spawnManyRemote", "forkjoin", 1.0, 21, ANY),
        to("yieldMany", "kotlin", 0.45), to("yieldMany", "forkjoin", 1.1),
        to("pingPong", "kotlin", 0.5), to("pingPong", "forkjoin", 0.6),
        to("chainedSpawn", "kotlin", 0.5), to("chainedSpawn", "forkjoin", 0.9),
        new Target("blockOnReady", "reentrantLockPair", OURS, 2, 17, ANY),
        to("mutexUncontended", "kotlin", 1.0), to("mutex16", "kotlin", 0.8), to("mutex16Held", "kotlin", 0.9),
        to("channelBounded1to1", "kotlin", 0.9), to("channelBounded4to1", "kotlin", 0.8),
        new Target("channelUnbounded1to1", "channelBounded1to1", OURS, 0.8, 17, ANY),
        to("oneshot", "kotlin", 1.0), to("blockingRoundTrip", "forkjoin", 0.7), to("blockInPlace", "kotlin", 2.0),
        to("sleepRegisterCancel", "forkjoin", 0.5),
        on("asyncBlockSuspendResume", "virtualthreads", 1.5, 21, ANY));
  }

  /** Those that hold for this Java. */
  static Stream<Target> onThisJava() {
    int feature = Runtime.version().feature();
    return all().stream().filter(target -> target.javaFrom <= feature && feature <= target.javaTo);
  }

  private static Target to(String workload, String peer, double most) {
    return on(workload, peer, most, 17, ANY);
  }

  private static Target on(String workload, String peer, double most, int javaFrom, int javaTo) {
    return new Target(workload, workload, peer, most, javaFrom, javaTo);
  }

  /** What we are compared with. */
  String comparison() {
    return against.equals(workload) ? peer : "own " + against;
  }
}
