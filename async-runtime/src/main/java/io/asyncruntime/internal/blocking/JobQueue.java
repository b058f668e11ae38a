package io.asyncruntime.internal.blocking;

import io.asyncruntime.internal.util.Door;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs in the order in which they came. A list through the jobs themselves, so that no method needs memory, and each changes the
 * list after the last call it makes: whoever runs out of memory or stack finds it as it was, or as it should be. Not thread-safe:
 * guarded by the owner's lock.
 *
 * @param <J> sort of job
 */
final class JobQueue<J extends Job> {
  private static final Door DOOR = new Door("io.asyncruntime.blocking", "a blocking job could not be discarded");

  private @Nullable Job first;
  private @Nullable Job last;
  private int size;

  int size() {
    return size;
  }

  /** Queues a job that stands in no queue. */
  void addLast(J job) {
    addAfter(last, job);
  }

  /** Takes out the oldest job; null when there is none. */
  @Nullable
  J pollFirst() {
    return poll(first);
  }

  /** The oldest job, which stays; null when there is none. */
  @Nullable
  @SuppressWarnings("unchecked") // it came in through addAfter
  J peekFirst() {
    return (J) first;
  }

  /** Takes out the newest job; null when there is none. */
  @Nullable
  J pollLast() {
    return poll(last);
  }

  @Nullable
  @SuppressWarnings("unchecked") // it came in through addAfter
  private J poll(@Nullable Job end) {
    if (end != null) {
      remove(end);
    }
    return (J) end;
  }

  /** Queues a job that stands in no queue behind {@code before}, which stands in this one; at the head if that is null. */
  void addAfter(@Nullable Job before, J job) {
    Job after = before == null ? first : before.next;
    job.previous = before;
    job.next = after;
    if (before == null) {
      first = job;
    } else {
      before.next = job;
    }
    if (after == null) {
      last = job;
    } else {
      after.previous = job;
    }
    size++;
  }

  /** Takes out {@code job}, which stands in this queue. */
  void remove(Job job) {
    Job before = job.previous;
    Job after = job.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    job.previous = null;
    job.next = null;
    size--;
  }

  /** Takes out all jobs: the oldest, by which {@link #forEach} finds the others; null when there are none. */
  @Nullable
  @SuppressWarnings("unchecked") // it came in through addAfter
  J takeAll() {
    Job oldest = first;
    first = null;
    last = null;
    size = 0;
    return (J) oldest;
  }

  /** Whoever took out all. Gives each to {@code action}, whatever it throws for one of them. */
  @SuppressWarnings("unchecked") // it came in through addAfter
  static <J extends Job> void forEach(@Nullable J oldest, Consumer<? super J> action) {
    Job job = oldest;
    while (job != null) {
      Job following = job.next;
      job.next = null;
      job.previous = null;
      DOOR.tell(action, (J) job);
      job = following;
    }
  }
}
