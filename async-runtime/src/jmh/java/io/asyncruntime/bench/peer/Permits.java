package io.asyncruntime.bench.peer;

/** Permits and notifications, for the peers that have such things. */
public interface Permits extends AutoCloseable {
  /** {@code tasks} tasks take one of {@code permits} permits, increment and give it back, {@code n} times each. */
  long semaphore(int tasks, int permits, int n);

  /** One task notifies and then takes the notification, {@code n} times. */
  long notified(int n);

  /** Ends the pool, if it is this one's own. */
  @Override
  void close();

  /** The peer of that name. */
  static Permits open(String name) {
    return switch (name) {
      case "asyncruntime" -> new AsyncRuntimePermits();
      case "kotlin" -> new KotlinPermits();
      default -> throw new IllegalArgumentException("there is no peer called \"" + name + "\"");
    };
  }
}
