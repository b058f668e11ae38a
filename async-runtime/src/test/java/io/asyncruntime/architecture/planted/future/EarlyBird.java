package io.asyncruntime.architecture.planted.future;

import io.asyncruntime.architecture.planted.internal.scheduler.OpenClass;
import io.asyncruntime.future.Future;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Event;

/** Breaks one rule in each member; {@code CanaryTest} expects to hear of all of them. */
public final class EarlyBird {
  private final ThreadLocal<String> second = new ThreadLocal<>();
  private final OpenClass higherRank = new OpenClass(this);

  void park() {
    LockSupport.park(higherRank);
  }

  Thread thread() {
    return new Thread(this::park);
  }

  long time() {
    return System.nanoTime();
  }

  public Future<String> later() {
    return Future.ready(second.get());
  }

  void log(System.Logger logger) {
    logger.log(System.Logger.Level.INFO, "news");
  }

  void event(Event event) {
    event.commit();
  }

  void print() {
    System.out.println(second.get());
  }
}
