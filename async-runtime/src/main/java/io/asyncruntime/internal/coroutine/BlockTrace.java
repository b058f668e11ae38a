package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.join.Traceable;
import io.asyncruntime.internal.util.Names;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts into words where an async block waits, for the task dump. Any thread; looks, and changes nothing. */
final class BlockTrace {
  private static final String OURS = BlockTrace.class.getPackageName() + ".";
  private static final List<String> MACHINERY =
      List.of("io.asyncruntime.Async.", "io.asyncruntime.future.ActionBody.", "io.asyncruntime.internal.wait.",
          OURS + "AsyncBlock.", OURS + "AsyncBlocks.",
          OURS + "BlockBody.", OURS + "BlockThread.", OURS + "HandoffCoroutine.", OURS + "FastCoroutine.",
          "java.lang.VirtualThread",
          "java.lang.Thread.", "java.lang.ThreadBuilders", "java.util.concurrent.locks.LockSupport.", "jdk.internal.");

  private BlockTrace() {}

  /** The frames of what is awaited, as far as it has any, then those of the awaiting body. */
  static List<String> stack(@Nullable Coroutine coroutine, @Nullable Future<?> awaited) {
    List<String> frames = new ArrayList<>();
    if (awaited instanceof Traceable nested) {
      frames.addAll(nested.stack());
    }
    if (coroutine != null) {
      addUserFrames(coroutine.stackTrace(), frames);
    }
    return List.copyOf(frames);
  }

  /** What is awaited in a few words; through nested blocks down to the innermost. */
  static String describe(@Nullable Future<?> awaited) {
    if (awaited == null) { return ""; }
    if (awaited instanceof Traceable nested && !nested.waitingOn().isEmpty()) {
      return "async block > " + nested.waitingOn();
    }
    return Names.of(awaited);
  }

  /** Leaves out our own frames and the JDK's at both ends, not those in between. */
  private static void addUserFrames(StackTraceElement[] stack, List<String> frames) {
    int first = afterSuspension(stack);
    while (first < stack.length && isMachinery(stack[first])) {
      first++;
    }
    int end = stack.length;
    while (end > first && isMachinery(stack[end - 1])) {
      end--;
    }
    for (int i = first; i < end; i++) {
      frames.add(stack[i].toString());
    }
  }

  /** How a body stops is different in every engine; what is above the place where they part is of no interest. */
  private static int afterSuspension(StackTraceElement[] stack) {
    for (int i = 0; i < stack.length; i++) {
      if (stack[i].getMethodName().equals("await") && stack[i].getClassName().equals(AsyncBlock.class.getName())) {
        return i + 1;
      }
    }
    return 0;
  }

  private static boolean isMachinery(StackTraceElement frame) {
    String where = frame.getClassName() + "." + frame.getMethodName();
    return MACHINERY.stream().anyMatch(where::startsWith);
  }
}
