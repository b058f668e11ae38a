package io.asyncruntime.internal.wait;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.HeldGuard;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Finds guards that a poll took and did not close before it was suspended. Such a guard would keep its lock while other
 * tasks run on the thread, and perhaps be closed by another one.
 *
 * <p>Whoever drives polls takes a {@link #mark} before one and calls {@link #checkSuspension} when the poll has come back
 * Pending, or in an {@code await} that is about to suspend. All methods are for the thread that polls.
 */
public final class HeldGuards {
  private static final String INTERNAL = "io.asyncruntime.internal.";

  /** Classes, with those nested in them, whose frames tell a user nothing. */
  private static final Set<String> OWN_CLASSES = Set.of("io.asyncruntime.Async", "io.asyncruntime.AsyncRuntime",
      "io.asyncruntime.sync.BlockingMutex", "io.asyncruntime.sync.BlockingGuard", "java.lang.Thread",
      "java.lang.VirtualThread");

  private HeldGuards() {
  }

  /** Puts a guard on the stack of the calling thread. */
  public static void push(Ambient here, HeldGuard guard) {
    guard.below = top(here);
    here.heldGuards = guard;
  }

  /** After a guard was released: takes it off the stack, if the calling thread still has it on top of its own. */
  public static void prune(Ambient here) {
    if (here.heldGuards != null) {
      here.heldGuards = skipReleased(here.heldGuards);
    }
  }

  /** The guards held before a poll, for {@link #checkSuspension} after it. */
  public static @Nullable HeldGuard mark() {
    return top(Ambient.current());
  }

  /** As {@link #mark()}, for callers that have the ambient at hand. */
  public static @Nullable HeldGuard mark(Ambient here) {
    return here.heldGuards == null ? null : top(here);
  }

  /** As {@link #checkSuspension(Ambient, HeldGuard, String)}, about the calling thread. */
  public static void checkSuspension(@Nullable HeldGuard mark, String where) {
    checkSuspension(Ambient.current(), mark, where);
  }

  /**
   * Releases the guards that were taken since {@code mark} and are still held, so that one defect does not lock out every
   * later user, and then fails.
   *
   * @param where what is being suspended, for the message, such as "task 7 \"import\""
   * @throws IllegalStateException if there is such a guard; it names where the guard was taken and where it was noticed
   */
  public static void checkSuspension(Ambient here, @Nullable HeldGuard mark, String where) {
    if (here.heldGuards != mark) {
      releaseSince(here, skipReleased(mark), where);
    }
  }

  /** The nearest frame of the caller's own code, as "Class.method(File.java:line)"; empty when there is none. */
  public static String callerPlace() {
    return StackWalker.getInstance().walk(frames -> frames.filter(frame -> isCallers(frame.getClassName()))
        .findFirst().map(frame -> frame.toStackTraceElement().toString()).orElse(""));
  }

  private static void releaseSince(Ambient here, @Nullable HeldGuard mark, String where) {
    StringJoiner places = new StringJoiner(", ").setEmptyValue("");
    for (HeldGuard guard = top(here); guard != null && guard != mark; guard = top(here)) {
      here.heldGuards = guard.below;
      places.add(guard.releaseForced());
    }
    if (places.length() > 0) { throw new IllegalStateException(message(places, where)); }
  }

  private static String message(StringJoiner taken, String where) {
    String place = callerPlace();
    return "a BlockingMutex guard taken at " + taken + " was still held when " + where + " was suspended"
        + (place.isEmpty() ? "" : " at " + place) + "; the guard has been released."
        + " Close it before the await, or use Mutex, whose guard may cross awaits";
  }

  private static @Nullable HeldGuard top(Ambient here) {
    HeldGuard top = skipReleased(here.heldGuards);
    here.heldGuards = top;
    return top;
  }

  /** A released guard keeps its link, so the way down from any mark leads to the guards that were there before it. */
  private static @Nullable HeldGuard skipReleased(@Nullable HeldGuard from) {
    HeldGuard guard = from;
    while (guard != null && guard.isReleased()) {
      guard = guard.below;
    }
    return guard;
  }

  private static boolean isCallers(String className) {
    int nested = className.indexOf('$');
    String outermost = nested < 0 ? className : className.substring(0, nested);
    return !className.startsWith(INTERNAL) && !className.startsWith("jdk.") && !OWN_CLASSES.contains(outermost);
  }
}
