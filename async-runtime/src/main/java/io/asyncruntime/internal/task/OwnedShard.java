package io.asyncruntime.internal.task;

import io.asyncruntime.internal.util.Tally;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One part of the registry of live tasks: a list of pages, the newest first, and the counts of what passed through it.
 *
 * <p>One thread at a time binds, the <em>binder</em>: the worker whose part it is, or whoever holds the lock that guards a part
 * which several threads share. Any thread ends a task by clearing its slot, and any thread looks on. Nobody waits, and neither
 * the spawn nor the end of a task takes an atomic operation:
 *
 * <pre>
 *   newest: page -> a fresh page before it   binder, when the page is full
 *   page.older: page -> page.older.older     binder, when the older page is full and all its tasks have ended
 * </pre>
 *
 * <p>A page that was taken out still leads to the older ones, so a viewer that stands on it misses nothing: what is alive from
 * before it began until after it has finished is seen, once. What ends or begins meanwhile may or may not be.
 */
public final class OwnedShard {
  private static final int PAGE_SIZE = 64;
  private static final int ID_BLOCK = 1024;

  /** How many pages that are still in use one step of the sweep passes; those that are not do not count. */
  private static final int SWEPT_AT_ONCE = 2;

  /** The start of the next block of task numbers, for all registries of the process. */
  private static final AtomicLong NEXT_BLOCK = new AtomicLong(1);

  private static final int BOUND = TaskOutcome.values().length;
  private static final int REFUSED = BOUND + 1;

  private final int pageSize;

  /** Of a full page under the newest: whether all its tasks have ended. */
  private final Predicate<OwnedPage> isDone;

  private final Tally counts = new Tally(REFUSED + 1);
  private volatile OwnedPage newest; // written by the binder

  /** The page below which the sweep goes on; always in the list. The binder's. */
  private OwnedPage swept;

  private long nextId; // the binder's
  private long idLimit; // the binder's

  OwnedShard() {
    this(PAGE_SIZE, OwnedPage::isEmpty);
  }

  /** For model checks: with small pages, and a fault. */
  OwnedShard(int pageSize, Predicate<OwnedPage> isDone) {
    this.pageSize = pageSize;
    this.isDone = isDone;
    newest = new OwnedPage(pageSize, null);
    swept = newest;
  }

  /** The binder, once a task, before anyone else sees it. */
  void bind(JoinableTask<?> task) {
    OwnedPage page = newest;
    if (page.isFull()) {
      page = turn(page); // first of all: there may be no memory for it
    }
    task.identify(takeId());
    counts.increment(BOUND);
    page.add(task);
  }

  /** The binder, once a task. Numbers and counts a task that came too late. */
  void refuse(JoinableTask<?> task) {
    task.identify(takeId());
    counts.increment(BOUND);
    counts.increment(REFUSED);
    countEnd(TaskOutcome.CANCELLED);
  }

  private OwnedPage turn(OwnedPage full) {
    OwnedPage fresh = new OwnedPage(pageSize, full);
    newest = fresh;
    tidy();
    return fresh;
  }

  /** The binder. Lets go of pages that nobody needs, going on where it stopped before; costs little. */
  public void tidy() {
    int kept = 0;
    while (kept < SWEPT_AT_ONCE) {
      OwnedPage next = swept.older();
      if (next == null) {
        swept = newest;
        return;
      }
      if (isDone.test(next)) {
        swept.setOlder(next.older());
      } else {
        swept = next;
        kept++;
      }
    }
  }

  /** The binder's thread. A task ended like that, bound here or elsewhere. */
  void countEnd(TaskOutcome outcome) {
    counts.increment(outcome.ordinal());
  }

  /** Any thread. Shows every live task to {@code viewer}. */
  void forEach(Consumer<? super JoinableTask<?>> viewer) {
    for (OwnedPage page = newest; page != null; page = page.older()) {
      page.forEach(viewer);
    }
  }

  /** Any thread, for tests. How long the list is. */
  int pages() {
    int count = 0;
    for (OwnedPage page = newest; page != null; page = page.older()) {
      count++;
    }
    return count;
  }

  /** Any thread. How many were bound. */
  long bound() {
    return counts.get(BOUND);
  }

  /** Any thread. How many of those that count as bound came too late. */
  long refused() {
    return counts.get(REFUSED);
  }

  /** Any thread. How many ends of that sort the binder's thread has counted. */
  long ended(TaskOutcome outcome) {
    return counts.get(outcome.ordinal());
  }

  private long takeId() {
    if (nextId == idLimit) {
      nextId = NEXT_BLOCK.getAndAdd(ID_BLOCK);
      idLimit = nextId + ID_BLOCK;
    }
    return nextId++;
  }
}
