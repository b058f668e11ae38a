package io.asyncruntime.internal.wait;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.TaskRef;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that hold a lock for which others wait, and what such a task waits for itself in a line: that has its turn first, for all those
 * others wait for it too. Without it they form a convoy (Blasgen, Gray, Mitoma, Price: "The Convoy Phenomenon", 1979): a lock is held for as
 * long as the line is, by one after the other.
 *
 * <p>A hint, on which no other state depends: who holds is kept in a table by the number of the task, in which a newer one may take the place
 * of another, and which may name one that holds no longer; of several lines a task stands in, only the last is known. Then a job has its
 * turn too late, or too early, and that is all.
 *
 * <p>Any thread. {@link #holds}, {@link #isHanded} and {@link #holdsNoLonger} are called under spin locks: they write one word and need no
 * memory. Whoever waits for a lock writes the table and then looks for the line of the holder, who writes the line and then looks at
 * the table: all four are volatile, so one at least sees the other. A lock that is handed on needs less: its new holder stands in no line
 * yet, and gets to know of the mark with the lock.
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

  /** The task that is being polled at {@code here}, the caller's place. */
  public static long taskAt(Ambient here) {
    TaskRef task = here.task();
    return task == null ? NOBODY : task.taskId();
  }

  /**
   * Somebody waits for a lock that the task holds. True if that was not known: then {@link #expedite} is to be called, outside of spin
   * locks.
   */
  public static boolean holds(long task) {
    if (task == NOBODY || HOLDERS.getOpaque(slot(task)) == task) { return false; }
    HOLDERS.set(slot(task), task);
    return true;
  }

  /** The task is about to be handed a lock for which others wait. */
  public static void isHanded(long task) {
    if (task != NOBODY) {
      HOLDERS.setRelease(slot(task), task);
    }
  }

  /** It lets go of it, or nobody waits for it any more. Two steps: a mark that comes between them is lost. */
  public static void holdsNoLonger(long task) {
    if (task != NOBODY && HOLDERS.getOpaque(slot(task)) == task) {
      HOLDERS.setRelease(slot(task), NOBODY);
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
