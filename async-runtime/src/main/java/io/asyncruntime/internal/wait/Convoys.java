package io.asyncruntime.internal.wait;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that hold a lock for which others wait, and what such a task waits for itself in a line: that has its turn first, for all those
 * others wait for it too. Without it they form a convoy (Blasgen, Gray, Mitoma, Price: "The Convoy Phenomenon", 1979): a lock is held for as
 * long as the line is, by one after the other.
 *
 * <p>A hint, of which no other state depends: who holds is kept in a table by the number of the task, in which a newer one may take the place
 * of another, and which may name one that holds no longer. Then a job has its turn too late, or too early, and that is all. Lines are kept
 * exactly.
 *
 * <p>Any thread. {@link #holds} and {@link #holdsNoLonger} are called under spin locks: they write one word and need no memory. The word is
 * volatile, so that of one who starts to wait in a line and looks at the table, and of one who writes the table and looks for the line,
 * one at least sees the other.
 */
public final class Convoys {
  /** Whoever waits in a line, and can be served first. */
  public interface Urgent {
    /** Others wait for this one's task. Any thread; again without effect. */
    void expedite();
  }

  /** In place of a task, where there is none. */
  public static final long NOBODY = 0;

  private static final int SLOTS = 1024;
  private static final AtomicLongArray HOLDERS = new AtomicLongArray(SLOTS);
  private static final ConcurrentHashMap<Long, Urgent> IN_LINE = new ConcurrentHashMap<>();

  private Convoys() {
  }

  /** That task holds a lock for which others wait. To be followed by {@link #expedite} outside of spin locks. */
  public static void holds(long task) {
    if (task != NOBODY) {
      HOLDERS.set(slot(task), task);
    }
  }

  /** It has let go of it, or nobody waits for it any more. */
  public static void holdsNoLonger(long task) {
    if (task != NOBODY) {
      HOLDERS.compareAndSet(slot(task), task, NOBODY);
    }
  }

  /** Has the first turn of what that task waits for, if it stands in a line. */
  public static void expedite(long task) {
    Urgent inLine = task == NOBODY ? null : IN_LINE.get(task);
    if (inLine != null) {
      inLine.expedite();
    }
  }

  /** Whether others wait for a lock that the task holds. */
  public static boolean isHolder(long task) {
    return task != NOBODY && HOLDERS.get(slot(task)) == task;
  }

  /** {@code waits} stands in a line for that task, from now on; expedited at once if others wait for the task already. */
  public static void enterLine(long task, Urgent waits) {
    if (task == NOBODY) { return; }
    IN_LINE.put(task, waits);
    if (isHolder(task)) {
      waits.expedite();
    }
  }

  /** It stands there no longer. */
  public static void leaveLine(long task, Urgent waits) {
    if (task != NOBODY) {
      IN_LINE.remove(task, waits);
    }
  }

  /** What the task stands in a line for, as a person would read it; null where it does not. */
  public static @Nullable String lineOf(long task) {
    Urgent inLine = task == NOBODY ? null : IN_LINE.get(task);
    return inLine == null ? null : inLine.toString();
  }

  private static int slot(long task) {
    return (int) (task ^ task >>> 10) & SLOTS - 1;
  }
}
