package io.asyncruntime.scenario.random;

import io.asyncruntime.task.JoinHandle;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** All futures of bodies that a program has made, and the blocking jobs. Any thread. */
final class Books {
  private final Queue<Tracked> all = new ConcurrentLinkedQueue<>();
  private final AtomicInteger live = new AtomicInteger();
  private final Queue<JoinHandle<?>> jobs = new ConcurrentLinkedQueue<>();
  private final AtomicInteger jobsInside = new AtomicInteger();
  private final LongAdder polls = new LongAdder();

  void add(Tracked one) {
    live.incrementAndGet();
    all.add(one);
  }

  /** A whole poll begins, not one of a branch. */
  void polled() {
    polls.increment();
  }

  void ended(Tracked one) {
    if (live.decrementAndGet() < 0) { throw new AssertionError("ended twice: " + one); }
  }

  void jobSpawned(JoinHandle<?> handle) {
    jobs.add(handle);
  }

  void jobBegins() {
    jobsInside.incrementAndGet();
  }

  void jobEnds() {
    jobsInside.decrementAndGet();
  }

  /** Futures that are neither over nor dropped. */
  int live() {
    return live.get();
  }

  /** Whether each blocking job is over, or will never begin. */
  boolean areJobsOver() {
    jobs.removeIf(JoinHandle::isFinished);
    return jobs.isEmpty();
  }

  /** Blocking jobs that run. */
  int jobsInside() {
    return jobsInside.get();
  }

  long polls() {
    return polls.sum();
  }

  List<Tracked> all() {
    return List.copyOf(all);
  }

  /** How many tasks the runtime was given. */
  long tasks() {
    return all.stream().filter(one -> one.role() == Tracked.Role.TASK).count();
  }

  /** How many of them are over in that way. */
  long tasks(Tracked.Stage stage) {
    return all.stream().filter(one -> one.role() == Tracked.Role.TASK && one.stage() == stage).count();
  }
}
